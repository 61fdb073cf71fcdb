namespace Tracehouse.Ingest.Otlp.Decoding;

/// <summary>What has come of one item so far, while it is being read: how much more of it may be taken, and what went wrong.</summary>
internal sealed class ItemReading(DecodeLimits limits)
{
    /// <summary>What stands in the place of a value that is nested too deep.</summary>
    public const string TooDeep = "[left out: nested deeper than Otlp:ValueDepthMax]";

    private int _left = limits.Values;

    public int ValueDepth => limits.ValueDepth;

    /// <summary>How many values were left out because there were more than the limit.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether it turned out not to be well formed.</summary>
    public bool IsBroken { get; set; }

    /// <summary>How many of so many further values may be taken.</summary>
    public int Grant(int count)
    {
        var granted = Math.Min(count, _left);
        _left -= granted;
        Dropped += count - granted;
        return granted;
    }
}
