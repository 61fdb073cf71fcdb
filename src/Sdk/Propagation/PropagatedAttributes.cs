namespace Tracehouse.Propagation;

/// <summary>What every observation that starts here inherits; an inner scope adds to an outer one.</summary>
internal sealed record PropagatedAttributes
{
    private static readonly AsyncLocal<PropagatedAttributes?> Ambient = new();

    public string? TraceName { get; init; }

    public string? UserId { get; init; }

    public string? SessionId { get; init; }

    public string? Version { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>True writes them into the W3C baggage of outgoing requests too.</summary>
    public bool IsBaggage { get; init; }

    public static PropagatedAttributes? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }
}
