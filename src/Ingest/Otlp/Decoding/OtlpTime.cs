namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>Times in nanoseconds since 1970.</summary>
internal static class OtlpTime
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>The store keeps times to the end of 2299.</summary>
    private static readonly ulong Latest = (ulong)(new DateTimeOffset(2299, 12, 30, 0, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;

    /// <summary>Null for 0, which means no time. What is later than the store can keep becomes the latest that it can.</summary>
    public static DateTimeOffset? From(ulong nanoseconds) =>
        nanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(Math.Min(nanoseconds, Latest) / NanosecondsPerTick));
}
