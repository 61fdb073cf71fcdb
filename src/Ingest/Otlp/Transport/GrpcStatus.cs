namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>The status codes of gRPC that are answered here (grpc.io, "Status codes").</summary>
internal static class GrpcStatus
{
    public const int Ok = 0;
    public const int InvalidArgument = 3;
    public const int PermissionDenied = 7;
    public const int ResourceExhausted = 8;
    public const int Unimplemented = 12;
    public const int Unavailable = 14;
    public const int Unauthenticated = 16;

    public static int Of(ExportResult result) => result switch
    {
        ExportResult.Kept => Ok,
        ExportResult.Malformed => InvalidArgument,
        ExportResult.TooLarge => ResourceExhausted,
        _ => Unavailable,
    };
}
