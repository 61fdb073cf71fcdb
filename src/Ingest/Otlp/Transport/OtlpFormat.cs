namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>How requests and answers are written.</summary>
internal enum OtlpFormat
{
    Protobuf,
    Json,
}
