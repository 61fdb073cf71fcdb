using System.Text.Json;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Usage;

/// <summary>Reads numbers of tokens that came as one object.</summary>
internal static class UsageMap
{
    private const int KindsMax = 100;

    /// <summary>Adds what the value counts; false when it counts nothing.</summary>
    public static bool TryRead(AttributeValue value, TokenCounts counts, string prefix = "")
    {
        using var json = JsonText.Parse(value);
        if (json is null || json.RootElement.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        // The answers of some SDKs hold their counts deeper within.
        var map = JsonText.Object(json.RootElement, "usage", "usage_metadata", "usageMetadata") ?? json.RootElement;
        var read = new TokenCounts();
        Read(map, prefix, read);
        counts.AddMissing(read);
        return !read.IsEmpty;
    }

    private static void Read(JsonElement map, string prefix, TokenCounts counts)
    {
        var kinds = 0;
        foreach (var property in map.EnumerateObject())
        {
            if (++kinds > KindsMax)
            {
                return;
            }

            var name = property.Name;
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Read(property.Value, PrefixWithin(name), counts);
            }
            else if (Count(property.Value) is { } count)
            {
                Add(prefix, name, count, counts);
            }
        }
    }

    private static string PrefixWithin(string name) =>
        name.StartsWith("input", StringComparison.Ordinal) || name.StartsWith("prompt", StringComparison.Ordinal) ? "input_"
        : name.StartsWith("output", StringComparison.Ordinal) || name.StartsWith("completion", StringComparison.Ordinal) ? "output_"
        : "";

    private static void Add(string prefix, string name, long count, TokenCounts counts)
    {
        if (TokenWords.TryRead(prefix + name, out var kind) || TokenWords.TryRead(name, out kind))
        {
            counts.Add(kind, count);
            counts.HasBuckets |= prefix.Length == 0 && count > 0 && TokenWords.IsBucket(name);
        }
        else
        {
            counts.AddOther(prefix + name, count);
        }
    }

    private static long? Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var count) && count >= 0 => count,
        JsonValueKind.String when long.TryParse(JsonText.Of(value), out var count) && count >= 0 => count,
        _ => null,
    };
}
