namespace Tracehouse.Records;

/// <summary>Remembers what was spent, so that a budget outlives the process that counts it.</summary>
public interface ISpendHistory
{
    /// <summary>What was spent with each key in calls that began in this month before a moment. Throws <see cref="StoreUnavailableException"/> when that cannot be known now.</summary>
    ValueTask<IReadOnlyList<KeySpend>> ReadAsync(DateTimeOffset before, CancellationToken stop);
}
