namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>The three kinds of telemetry that OTLP carries.</summary>
internal enum OtlpSignal
{
    Traces,
    Logs,
    Metrics,
}
