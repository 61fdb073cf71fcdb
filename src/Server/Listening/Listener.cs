namespace Tracehouse.Server.Listening;

/// <summary>Which door a connection came in through; set on the connection when it is made, so no header can pretend another.</summary>
internal sealed record Listener(string Name)
{
    /// <summary>Model calls.</summary>
    public static Listener Gateway { get; } = new("gateway");

    /// <summary>OpenTelemetry over HTTP.</summary>
    public static Listener OtlpHttp { get; } = new("otlp-http");

    /// <summary>OpenTelemetry over gRPC.</summary>
    public static Listener OtlpGrpc { get; } = new("otlp-grpc");

    /// <summary>The management API and the pages.</summary>
    public static Listener Api { get; } = new("api");
}
