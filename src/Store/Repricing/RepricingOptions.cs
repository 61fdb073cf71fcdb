namespace Tracehouse.Store.Repricing;

/// <summary>How past calls are priced again, from the configuration section <c>Repricing</c>.</summary>
public sealed class RepricingOptions
{
    /// <summary>How many calls are looked at between two words of progress.</summary>
    public int RowsAtOnce { get; set; } = 10_000;

    /// <summary>How many calls one update changes.</summary>
    public int ChangesAtOnce { get; set; } = 200_000;

    /// <summary>How long one update may take.</summary>
    public int UpdateSecondsMax { get; set; } = 1800;
}
