namespace Tracehouse.Gateway.Aliases;

/// <summary>Which target of an alias is asked first; the others follow when it fails.</summary>
internal enum AliasStrategy
{
    /// <summary>In the order they are written.</summary>
    Fallback,

    /// <summary>By chance, each as often as its weight says.</summary>
    Weighted,

    /// <summary>The one that began its answers soonest of late.</summary>
    LeastLatency,

    /// <summary>The one whose answer will cost least, by the price table.</summary>
    LowestCost,
}
