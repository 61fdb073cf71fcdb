using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Collects what was counted beyond input and output.</summary>
internal static class UsageDetails
{
    /// <summary>The counts that are known; one of zero says no more than its absence, and is left out.</summary>
    public static IReadOnlyDictionary<string, long> Of(params ReadOnlySpan<(string Name, long? Count)> counts)
    {
        Dictionary<string, long>? details = null;
        foreach (var (name, count) in counts)
        {
            if (count > 0)
            {
                (details ??= []).Add(name, count.Value);
            }
        }

        return details ?? TokenUsage.Unknown.Details;
    }

    /// <summary>The same with more.</summary>
    public static IReadOnlyDictionary<string, long> And(IReadOnlyDictionary<string, long> details, params ReadOnlySpan<(string Name, long? Count)> counts)
    {
        var all = new Dictionary<string, long>(details);
        foreach (var (name, count) in counts)
        {
            if (count > 0)
            {
                all[name] = count.Value;
            }
        }

        return all;
    }
}
