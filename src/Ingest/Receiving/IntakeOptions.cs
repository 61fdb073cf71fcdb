namespace Tracehouse.Ingest.Receiving;

/// <summary>How much is taken at once, from the configuration section <c>Otlp</c>.</summary>
public sealed class IntakeOptions
{
    /// <summary>The most spans or log records of one request; those beyond are rejected one by one.</summary>
    public int SpansPerRequestMax { get; set; } = 100_000;

    /// <summary>How long a log about a call waits for the call's span. It is stored in any case; one that comes later is put together when it is read.</summary>
    public int LogJoinSecondsMax { get; set; } = 600;

    /// <summary>How much memory such logs may take; beyond it the oldest wait no longer.</summary>
    public long LogJoinBytesMax { get; set; } = 32 << 20;
}
