using Tracehouse.Records;

namespace Tracehouse.Store.Repricing;

/// <summary>Which calls are to be priced again.</summary>
/// <param name="Project">Whose.</param>
public sealed record RepriceRequest(ProjectId Project)
{
    /// <summary>Not before that.</summary>
    public DateTimeOffset Since { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Before that; the end of what the store can hold unless given.</summary>
    public DateTimeOffset Until { get; init; } = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Only of this provider; empty for all.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Only of this model; empty for all.</summary>
    public string Model { get; init; } = "";

    /// <summary>Only calls without a cost.</summary>
    public bool IsOnlyUnpriced { get; init; }

    /// <summary>Whether to look only, and change nothing.</summary>
    public bool IsDryRun { get; init; }
}
