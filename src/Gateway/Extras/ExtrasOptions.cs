namespace Tracehouse.Gateway.Extras;

/// <summary>What answers carry besides what the provider said, under <c>Gateway</c>.</summary>
public sealed class ExtrasOptions
{
    /// <summary>Whether the body of an answer also says what the call cost, how long it took and who answered.</summary>
    public bool Extras { get; set; } = true;

    /// <summary>How long a whole answer may be held back for that while it comes; then it is relayed as it comes.</summary>
    public int HoldSecondsMax { get; set; } = 15;
}
