using System.Text.Json.Serialization;

namespace Tracehouse.Store.Repricing;

/// <summary>How far the pricing of past calls has come.</summary>
public sealed record RepriceProgress
{
    /// <summary>Calls that were looked at: those with counted tokens.</summary>
    [JsonPropertyName("scanned")]
    public long Scanned { get; init; }

    /// <summary>Calls whose cost or price version changed, or would have.</summary>
    [JsonPropertyName("changed")]
    public long Changed { get; init; }

    /// <summary>Calls that have no cost, because their price is not known.</summary>
    [JsonPropertyName("unpriced")]
    public long Unpriced { get; init; }

    /// <summary>Calls that keep the cost they had, because their price is not known any more.</summary>
    [JsonPropertyName("kept")]
    public long Kept { get; init; }

    /// <summary>What the calls that were looked at cost before, in US dollars.</summary>
    [JsonPropertyName("old_total_usd")]
    public decimal OldTotalUsd { get; init; }

    /// <summary>What they cost now.</summary>
    [JsonPropertyName("new_total_usd")]
    public decimal NewTotalUsd { get; init; }

    /// <summary>Whether nothing was changed because only looking was asked for.</summary>
    [JsonPropertyName("dry_run")]
    public bool IsDryRun { get; init; }

    /// <summary>False when the newest calls were still on their way to the store, and so may not have been looked at.</summary>
    [JsonPropertyName("is_complete")]
    public bool IsComplete { get; init; } = true;

    /// <summary>Whether this is the last word.</summary>
    [JsonPropertyName("done")]
    public bool IsDone { get; init; }
}
