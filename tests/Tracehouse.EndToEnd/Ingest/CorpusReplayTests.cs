using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Records;
using Tracehouse.Testing.Corpus;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>What real clients sent, replayed in every way that a network can deliver it, and read back through the API.</summary>
public sealed class CorpusReplayTests
{
    private static readonly string[] Scenarios =
        [.. Directory.EnumerateFiles(CorpusRequest.Folder, "expected.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(CorpusRequest.Folder, Path.GetDirectoryName(file)!).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("in order", 1, 1, false)]
    [InlineData("shuffled", 1, 1, false)]
    [InlineData("in parallel", 8, 1, false)]
    [InlineData("packed", 1, 1, true)]
    [InlineData("three times over", 8, 3, false)]
    public async Task Every_expectation_is_met_and_nothing_is_doubled(string way, int parallel, int times, bool isPacked)
    {
        await using var server = await ServerProcess.StartAsync();
        var seed = Random.Shared.Next();
        var requests = Enumerable.Repeat(Scenarios.SelectMany(CorpusRequest.Of).ToList(), times).SelectMany(each => each).ToArray();
        if (way != "in order")
        {
            new Random(seed).Shuffle(requests);
        }

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = parallel }, async (request, _) => await request.SendAsync(server, isPacked));

        var differences = new List<string>();
        var all = 0;
        foreach (var scenario in Scenarios)
        {
            var records = await ReadAsync(server, scenario);
            var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(CorpusRequest.Folder, scenario, "expected.json"))).RootElement;
            differences.AddRange(await TotalsAsync(server, scenario, expected));
            differences.AddRange(CorpusDifferences.Of(scenario, expected, records).Select(found => $"{scenario} {found}"));
            all += records.Count;
        }

        differences.AddRange(await CorpusSums.DifferencesAsync(server, Scenarios));
        Assert.True(differences.Count == 0, $"{way}, seed {seed}\n{string.Join('\n', differences)}");
        Assert.Equal(185, all);
    }

    /// <summary>What a trace as a whole says it spent: each call counted once, whoever repeats or sums it.</summary>
    private static async Task<List<string>> TotalsAsync(ServerProcess server, string scenario, JsonElement expected)
    {
        var differences = new List<string>();
        foreach (var trace in expected.GetProperty("traces").EnumerateArray())
        {
            if (CorpusDifferences.Skipped(trace).Count > 0 || trace.GetProperty("totals") is not { ValueKind: JsonValueKind.Object } totals)
            {
                continue;
            }

            var whole = await server.TraceAsync(trace.GetProperty("traceId").GetString()!);
            foreach (var (wanted, kept) in new[] { ("in", "tokens_in"), ("out", "tokens_out") })
            {
                var said = whole.GetProperty("totals").GetProperty(kept);
                var found = $"totals.{wanted}: expected {totals.GetProperty(wanted).GetInt64()}, got {(said.ValueKind == JsonValueKind.Number ? said.GetInt64() : 0)}";
                if (totals.GetProperty(wanted).GetInt64() != (said.ValueKind == JsonValueKind.Number ? said.GetInt64() : 0) && !CorpusDifferences.IsNotSent(scenario, found))
                {
                    differences.Add($"{scenario} as a whole {found}");
                }
            }
        }

        return differences;
    }

    private static async Task<List<SpanRecord>> ReadAsync(ServerProcess server, string scenario)
    {
        var records = new List<SpanRecord>();
        foreach (var (trace, span) in CorpusRequest.Of(scenario).SelectMany(request => request.Spans).Distinct())
        {
            var (status, body) = await server.GetAsync($"v1/traces/{trace}-{span}");
            Assert.Equal(HttpStatusCode.OK, status);
            records.Add(StoredRecord.From(body));
        }

        return records;
    }
}
