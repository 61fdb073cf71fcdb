using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>What users, conversations and models spent in the whole corpus, against the sums of what its scenarios expect.</summary>
internal static class CorpusSums
{
    /// <summary>The model of the scenario whose spans are all traces of their own, for which no trace is expected.</summary>
    private const string ModelOfLooseSpans = "gpt-4o-mini";

    /// <summary>The model of a call whose expectation leaves it open.</summary>
    private const string ModelLeftOpen = "gpt-4o-mini-2024-07-18";

    public static async Task<List<string>> DifferencesAsync(ServerProcess server, IReadOnlyList<string> scenarios)
    {
        var all = scenarios.Select(Read).ToList();
        var loose = all.Where(scenario => scenario.TryGetProperty("looseSpans", out _)).Select(scenario => scenario.GetProperty("looseSpans")).ToList();
        var traces = all.SelectMany(scenario => scenario.GetProperty("traces").EnumerateArray()).ToList();
        var differences = new List<string>();
        foreach (var (grouping, key) in new[] { ("user", "user_id"), ("session", "session_id") })
        {
            var expected = traces.Concat(loose).Where(trace => Text(trace, grouping).Length > 0 && trace.GetProperty("totals").ValueKind == JsonValueKind.Object)
                .GroupBy(trace => Text(trace, grouping)).ToDictionary(group => group.Key, group => (Sum(group, "totals", "in"), Sum(group, "totals", "out")));
            Assert.NotEmpty(expected);
            differences.AddRange(Compare(grouping, expected, await AskAsync(server, grouping, key)));
        }

        var calls = traces.SelectMany(trace => trace.GetProperty("spans").EnumerateArray())
            .Where(span => span.TryGetProperty("countsUsage", out var counts) && counts.ValueKind == JsonValueKind.True && span.TryGetProperty("tokens", out var tokens) && tokens.ValueKind == JsonValueKind.Object);
        var models = calls.Select(span => (Model: ModelOf(span), Tokens: span.GetProperty("tokens"))).Concat(loose.Select(spans => (Model: ModelOfLooseSpans, Tokens: spans.GetProperty("totals"))))
            .GroupBy(call => call.Model).ToDictionary(group => group.Key, group => (group.Sum(call => Number(call.Tokens, "in")), group.Sum(call => Number(call.Tokens, "out"))));
        differences.AddRange(Compare("model", models, await AskAsync(server, "model", "model")));
        return differences;
    }

    private static string ModelOf(JsonElement span) =>
        Text(span, "responseModel") is { Length: > 0 } answered ? answered : Text(span, "model") is { Length: > 0 } asked ? asked : ModelLeftOpen;

    private static IEnumerable<string> Compare(string grouping, Dictionary<string, (long In, long Out)> expected, Dictionary<string, (long In, long Out)> kept) =>
        expected.Keys.Union(kept.Keys).Where(key => expected.GetValueOrDefault(key) != kept.GetValueOrDefault(key))
            .Select(key => $"by {grouping} {key}: expected {expected.GetValueOrDefault(key)}, got {kept.GetValueOrDefault(key)}");

    private static async Task<Dictionary<string, (long In, long Out)>> AskAsync(ServerProcess server, string grouping, string key)
    {
        var (status, body) = await server.GetAsync($"v1/usage?group_by={grouping}&limit=1000");
        Assert.Equal(HttpStatusCode.OK, status);
        return body.GetProperty("usage").EnumerateArray().GroupBy(line => Text(line, key))
            .ToDictionary(group => group.Key, group => (group.Sum(line => Number(line, "tokens_in")), group.Sum(line => Number(line, "tokens_out"))));
    }

    private static JsonElement Read(string scenario) => JsonDocument.Parse(File.ReadAllText(Path.Combine(CorpusRequest.Folder, scenario, "expected.json"))).RootElement;

    private static long Sum(IEnumerable<JsonElement> all, string part, string name) => all.Sum(each => Number(each.GetProperty(part), name));

    private static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}
