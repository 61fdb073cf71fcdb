namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>What is sent in one piece.</summary>
/// <param name="Path">The path of OTLP, such as <c>v1/traces</c>, or that of Langfuse for scores.</param>
/// <param name="ContentType">The form of the bytes.</param>
/// <param name="Bytes">Those of a request; of protobuf, which can be joined with others of the same path.</param>
internal sealed record MirrorItem(string Path, string ContentType, ReadOnlyMemory<byte> Bytes)
{
    public const string Traces = "v1/traces";
    public const string Scores = "api/public/ingestion";
    public const string Json = "application/json";
    public const string Protobuf = "application/x-protobuf";

    public bool CanJoin(MirrorItem next) => ContentType == Protobuf && next.ContentType == Protobuf && Path == next.Path;
}
