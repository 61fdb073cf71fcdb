namespace Tracehouse.Gateway.Aliases;

/// <summary>The strategies as people write them.</summary>
internal static class AliasStrategies
{
    public static IReadOnlyList<string> Names { get; } = ["fallback", "weighted", "least_latency", "lowest_cost"];

    public static bool TryParse(string? name, out AliasStrategy strategy)
    {
        for (var index = 0; index < Names.Count; index++)
        {
            if (Names[index] == name)
            {
                strategy = (AliasStrategy)index;
                return true;
            }
        }

        strategy = default;
        return false;
    }
}
