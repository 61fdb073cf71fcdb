using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>Whatever upstreams do, one after another, the client sees one answer, and the record tells who was asked and who answered.</summary>
public sealed class TriesPropertyTests
{
    private const int Calls = 150;

    private static readonly int[] Statuses = [200, 200, 400, 401, 404, 408, 422, 429, 500, 503, 529];

    [Theory]
    [InlineData("fallback")]
    [InlineData("weighted")]
    [InlineData("least_latency")]
    public async Task ClientSeesOneAnswerAndTheRecordTellsTheTruth(string strategy)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        await using var host = await AliasHost.StartAsync((":Strategy", strategy), (":CircuitFailures", "4"));
        var asked = new List<(string Name, int Number, string Outcome)>();
        foreach (var (upstream, name) in new[] { (host.A, "a"), (host.B, "b"), (host.C, "c") })
        {
            upstream.Answer = context => AnswerAsync(context, name, random, asked);
        }

        for (var call = 0; call < Calls; call++)
        {
            asked.Clear();
            var isStream = random.Next(2) == 0;
            var (status, body, record) = await host.CallAsync(isStream ? AliasHost.HelloStream : AliasHost.Hello);
            Check(asked, status, body, record);
            if (random.Next(10) == 0)
            {
                host.Gateway.Time.Advance(TimeSpan.FromSeconds(40));
            }
        }
    }

    private static void Check(List<(string Name, int Number, string Outcome)> asked, int status, string body, SpanRecord record)
    {
        // Every request that arrived is one try of the record, in the same order, and nobody is asked after an answer was used.
        Assert.Equal(asked.Select(entry => entry.Name), record.Attempts.Select(attempt => attempt.Provider));
        var last = asked[^1];
        Assert.Equal(last.Name, record.Provider);
        Assert.All(asked.SkipLast(1), entry => Assert.DoesNotContain(entry.Outcome, (string[])["200", "400", "422"]));
        foreach (var (entry, attempt) in asked.Zip(record.Attempts))
        {
            Assert.Equal(entry.Outcome is "200", attempt.Error is null);
            Assert.Equal(entry.Number == last.Number && entry.Outcome is not "abort", attempt.IsUsed);
            Assert.Equal(int.TryParse(entry.Outcome, out var expected) ? expected : entry.Outcome == "abort" ? null : 200, attempt.HttpStatus);
        }

        Assert.Equal(last.Outcome == "200" ? SpanStatus.Success : SpanStatus.Error, record.Status);
        Assert.Equal("smart", record.RoutingAlias);

        // What the client has is that of the last one alone.
        foreach (var entry in asked.SkipLast(1))
        {
            Assert.DoesNotContain(Mark(entry.Name, entry.Number), body);
        }

        if (last.Outcome == "abort")
        {
            Assert.Equal((502, "upstream_cut"), (status, JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("code").GetString()));
        }
        else
        {
            Assert.Equal(int.TryParse(last.Outcome, out var expected) ? expected : 200, status);
            Assert.Contains(Mark(last.Name, last.Number), body);
        }
    }

    private static async Task AnswerAsync(HttpContext context, string name, Random random, List<(string Name, int Number, string Outcome)> asked)
    {
        var isStream = Encoding.UTF8.GetString(context.Features.Get<ReceivedRequest>()!.Body).Contains("\"stream\":true");
        var outcome = random.Next(6) == 0 ? "abort" : isStream && random.Next(4) == 0 ? "error-event" : $"{Statuses[random.Next(Statuses.Length)]}";
        var mark = Mark(name, asked.Count);
        asked.Add((name, asked.Count, outcome));
        switch (outcome)
        {
            case "abort":
                context.Abort();
                break;
            case "error-event":
                await UpstreamAnswers.Events($"data: {{\"error\":{{\"message\":\"{mark}\"}}}}\n\n")(context);
                break;
            case "200" when isStream:
                await UpstreamAnswers.Events(UpstreamAnswers.Stream.Replace("Hel", mark))(context);
                break;
            case "200":
                await AliasHost.Answers(mark)(context);
                break;
            default:
                await UpstreamAnswers.Json(int.Parse(outcome), $"{{\"error\":{{\"message\":\"{mark}\"}}}}")(context);
                break;
        }
    }

    private static string Mark(string name, int number) => $"<{name}{number}>";
}
