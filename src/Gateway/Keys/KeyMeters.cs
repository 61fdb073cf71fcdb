using System.Collections.Concurrent;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>What every key has used. There are as many meters as keys, since only known keys get this far.</summary>
internal sealed class KeyMeters(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KeyMeter> _meters = new(StringComparer.Ordinal);

    /// <summary>The meter of a key.</summary>
    public KeyMeter Of(string keyId) => _meters.GetOrAdd(keyId, static (_, time) => new KeyMeter(time), time);

    /// <summary>Counts a call that has ended. One without a price costs nothing here.</summary>
    public void Add(ApiKey key, SpanRecord record) =>
        Of(key.Id).Add(key.Limits, record.StartTime, record.Cost?.TotalUsd ?? 0, (record.Usage.Input ?? 0) + (record.Usage.Output ?? 0));
}
