using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Testing.Corpus;

/// <summary>Compares records with what is expected of them. What is not expected is not compared; what was not sent need not be there.</summary>
public static class CorpusDifferences
{
    /// <summary>What these clients do not send, though it happened; and one that makes its own counts up, so that its totals are not those of the call.</summary>
    private static readonly (string Scenario, string Ending)[] NotSent =
    [
        ("langfuse-v5/", "finishReason: expected stop, got nothing"), ("openinference-openai/responses", "finishReason: expected stop, got nothing"),
        ("openllmetry/stream", "stream: expected true, got false"), ("otel-openai/stream", "stream: expected true, got false"),
        ("openllmetry/stream", "totals.in: expected 0, got 1"), ("openllmetry/stream", "totals.out: expected 0, got 13"),
    ];

    /// <param name="scenario">Its name.</param>
    /// <param name="expected">What a person wrote down that it means.</param>
    /// <param name="records">What became of it.</param>
    public static IReadOnlyList<string> Of(string scenario, JsonElement expected, IReadOnlyList<SpanRecord> records) =>
        [.. All(expected, records).Where(found => !IsNotSent(scenario, found))];

    /// <summary>Whether a difference is known to be the client's.</summary>
    public static bool IsNotSent(string scenario, string found) =>
        Array.Exists(NotSent, known => scenario.StartsWith(known.Scenario, StringComparison.Ordinal) && found.EndsWith(known.Ending, StringComparison.Ordinal));

    private static List<string> All(JsonElement expected, IReadOnlyList<SpanRecord> all)
    {
        var found = new List<string>();
        foreach (var trace in expected.GetProperty("traces").EnumerateArray())
        {
            var id = trace.GetProperty("traceId").GetString()!;
            var records = all.Where(record => record.TraceId.Value == id).ToList();
            var counts = CountedUsage.Of([.. records.Select(record => new UsageNode(record.SpanId.Value, record.ParentSpanId?.Value, record.Kind, record.Usage))]);
            var counted = records.Where((_, index) => counts[index]).ToList();
            CompareTrace(found, trace, records, counted);
            foreach (var span in trace.GetProperty("spans").EnumerateArray())
            {
                var record = records.FirstOrDefault(record => record.SpanId.Value == span.GetProperty("spanId").GetString());
                if (record is null)
                {
                    found.Add($"{span.GetProperty("ref")}: no such span");
                }
                else
                {
                    new SpanDifferences(found, span, record, counted.Contains(record)).Add();
                }
            }
        }

        if (expected.TryGetProperty("looseSpans", out var loose))
        {
            CompareLoose(found, loose, all);
        }

        return found;
    }

    /// <summary>What any span says of its trace counts for all of it.</summary>
    private static void CompareTrace(List<string> found, JsonElement trace, List<SpanRecord> records, List<SpanRecord> counted)
    {
        var skipped = Skipped(trace);
        Check("session", records.Select(record => record.SessionId));
        Check("user", records.Select(record => record.UserId));
        Check("environment", records.Select(record => record.Environment));
        Check("release", records.Select(record => record.Release));
        Check("name", records.Select(record => record.TraceName));
        if (trace.TryGetProperty("tags", out var tags))
        {
            var actual = records.Select(record => record.Tags).FirstOrDefault(tags => tags.Count > 0) ?? [];
            Differ(found, "tags", string.Join(',', tags.EnumerateArray()), string.Join(',', actual));
        }

        foreach (var entry in trace.TryGetProperty("metadata", out var metadata) ? metadata.EnumerateObject().ToArray() : [])
        {
            var actual = records.SelectMany(record => new[] { record.Payload.Metadata, record.Payload.Attributes }).Select(json => Parse(json)?[entry.Name]).FirstOrDefault(value => value is not null);
            Differ(found, "metadata." + entry.Name, entry.Value.GetRawText(), actual?.ToJsonString());
        }

        CompareTotals(found, "totals", trace.GetProperty("totals"), counted.Select(record => record.Usage), skipped);

        void Check(string name, IEnumerable<string?> values)
        {
            if (trace.TryGetProperty(name, out var expected))
            {
                Differ(found, name, expected.ValueKind == JsonValueKind.Null ? null : expected.GetString(), values.FirstOrDefault(value => value is not null));
            }
        }
    }

    public static void CompareTotals(List<string> found, string name, JsonElement expected, IEnumerable<TokenUsage> usages, IReadOnlySet<string> skipped)
    {
        var list = usages.ToList();
        Compare("in", usage => usage.Input);
        Compare("out", usage => usage.Output);
        Compare("cached", usage => usage.CachedInput);
        Compare("reasoning", usage => usage.Reasoning);
        Compare("cacheWrite", usage => usage.Details.GetValueOrDefault(UsageKind.CacheWrite));

        void Compare(string kind, Func<TokenUsage, long?> count)
        {
            if (expected.ValueKind == JsonValueKind.Null || expected.TryGetProperty(kind, out _))
            {
                var wanted = expected.ValueKind == JsonValueKind.Null ? 0 : expected.GetProperty(kind).GetInt64();
                if (!skipped.Contains($"{name}.{kind}"[(name.LastIndexOf(' ') + 1)..]))
                {
                    Differ(found, $"{name}.{kind}", wanted.ToString(), list.Sum(usage => count(usage) ?? 0).ToString());
                }
            }
        }
    }

    public static HashSet<string> Skipped(JsonElement owner) =>
        owner.TryGetProperty("unsent", out var unsent) ? [.. unsent.EnumerateArray().Select(item => item.GetString()!)] : [];

    public static void Differ(List<string> found, string name, string? expected, string? actual)
    {
        if (expected != actual)
        {
            found.Add($"{name}: expected {expected ?? "nothing"}, got {actual ?? "nothing"}");
        }
    }

    public static JsonNode? Parse(Utf8Text json) => json.IsEmpty ? null : JsonNode.Parse(json.ToString());

    /// <summary>Spans that came without any tree.</summary>
    private static void CompareLoose(List<string> found, JsonElement loose, IReadOnlyList<SpanRecord> records)
    {
        Differ(found, "session", loose.GetProperty("session").GetString(), string.Join(',', records.Select(record => record.SessionId).Distinct()));
        Differ(found, "user", loose.GetProperty("user").GetString(), string.Join(',', records.Select(record => record.UserId).Distinct()));
        Differ(found, "traces", loose.GetProperty("traces").GetRawText(), records.Select(record => record.TraceId).Distinct().Count().ToString());
        Differ(found, "generations", loose.GetProperty("generations").GetRawText(), records.Count(record => record.Kind == SpanKind.Generation).ToString());
        Differ(found, "tools", loose.GetProperty("tools").GetRawText(), records.Count(record => record.Kind == SpanKind.Tool).ToString());
        CompareTotals(found, "totals", loose.GetProperty("totals"), records.Select(record => record.Usage), new HashSet<string>());
    }
}
