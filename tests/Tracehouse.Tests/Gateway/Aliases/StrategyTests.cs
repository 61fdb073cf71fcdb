using System.Text;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>Who is asked first.</summary>
public sealed class StrategyTests
{
    [Fact]
    public async Task WeightsShareTheCalls()
    {
        await using var host = await AliasHost.StartAsync((":Strategy", "weighted"), (":Targets:0:Weight", "3"), (":Targets:1:Weight", "1"), (":Targets:2:Weight", "0"));
        var asked = new List<string>();
        for (var call = 0; call < 200; call++)
        {
            asked.Add((await host.CallAsync()).Record.Provider);
        }

        Assert.InRange(asked.Count(name => name == "a"), 130, 170);
        Assert.Equal(200, asked.Count(name => name is "a" or "b"));

        host.A.Answer = host.B.Answer = UpstreamAnswers.Json(401, "{}");
        await host.CheckAnsweredByAsync("c");
    }

    [Theory]
    [InlineData("user", """ "user":"$" """)]
    [InlineData("user", """ "metadata":{"user_id":"$"} """)]
    [InlineData("session", """ "metadata":{"session_id":"$"} """)]
    public async Task TheSameOneStaysWithATarget(string stickyBy, string who)
    {
        await using var host = await AliasHost.StartAsync((":Strategy", "weighted"), (":StickyBy", stickyBy));
        var asked = new Dictionary<int, string>();
        for (var call = 0; call < 60; call++)
        {
            var (_, _, record) = await host.CallAsync(AliasHost.Hello.Replace("\"messages\"", $"{who.Replace("$", $"u{call % 20}")},\"messages\""));
            Assert.Equal(record.Provider, asked.TryAdd(call % 20, record.Provider) ? record.Provider : asked[call % 20]);
        }

        Assert.Equal(["a", "b", "c"], asked.Values.Distinct().Order());
    }

    [Theory]
    [InlineData("user", "Helicone-User-Id", "$")]
    [InlineData("user", "x-portkey-metadata", "{\"_user\":\"$\"}")]
    [InlineData("session", "X-OpenTracy-Session-Id", "$")]
    [InlineData("session", "baggage", "session.id=$")]
    public async Task TheSameOneStaysWithATargetByItsHeaders(string stickyBy, string header, string value)
    {
        await using var host = await AliasHost.StartAsync((":Strategy", "weighted"), (":StickyBy", stickyBy));
        var asked = new Dictionary<int, string>();
        for (var call = 0; call < 60; call++)
        {
            var (_, _, record) = await host.CallAsync(AliasHost.Hello, (header, value.Replace("$", $"u{call % 20}")));
            Assert.Equal(record.Provider, asked.TryAdd(call % 20, record.Provider) ? record.Provider : asked[call % 20]);
        }

        Assert.Equal(["a", "b", "c"], asked.Values.Distinct().Order());
    }

    [Fact]
    public async Task TheFastestIsAskedOnceAllAreMeasured()
    {
        await using var host = await AliasHost.StartAsync((":Strategy", "least_latency"));
        host.A.Answer = After(host, 900, AliasHost.Answers("a"));
        host.B.Answer = After(host, 100, AliasHost.Answers("b"));
        host.C.Answer = After(host, 500, AliasHost.Answers("c"));
        Assert.Equal("abcbbb", await AskAsync(host, 6));

        // What was fast may not be so for ever, and what was slow is asked again at times.
        host.B.Answer = After(host, 9_000, AliasHost.Answers("b"));
        Assert.Equal("bc", await AskAsync(host, 2));
        host.Gateway.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("abcc", await AskAsync(host, 4));
    }

    [Fact]
    public async Task StreamsAreMeasuredByTheirFirstContent()
    {
        await using var host = await AliasHost.StartAsync((":Strategy", "least_latency"));
        host.A.Answer = UpstreamAnswers.Events(Pieces(host, "a", seconds: 5));
        host.B.Answer = UpstreamAnswers.Events(Pieces(host, "b", seconds: 1));
        host.C.Answer = UpstreamAnswers.Events(Pieces(host, "c", seconds: 3));
        Assert.Equal("abcbb", await AskAsync(host, 5, AliasHost.HelloStream));
    }

    [Fact]
    public async Task TheCheapestIsAskedAndTheUnpricedLast()
    {
        await using var host = await AliasHost.StartAsync(
            (":Strategy", "lowest_cost"), (":Targets:0:Model", "a/m"), (":Targets:1:Model", "openai/gpt-4o"), (":Targets:2:Model", "openai/gpt-4o-mini"), (":TriesPerTarget", "1"));
        var models = new List<string>();
        host.A.Answer = UpstreamAnswers.Json(500, "{}");
        var (_, _, record) = await host.CallAsync();
        models.AddRange(record.Attempts.Select(attempt => attempt.Model));
        Assert.Equal(["gpt-4o-mini", "gpt-4o", "m"], models);
    }

    [Fact]
    public async Task TargetThatFailsTooOftenIsLeftAloneUntilItIsWell()
    {
        await using var host = await AliasHost.StartAsync((":CircuitFailures", "2"), (":CircuitPauseSeconds", "30"), (":TriesPerTarget", "1"));
        host.A.Answer = UpstreamAnswers.Json(500, "{}");
        Assert.Equal("ab ab b b", await TriesAsync(host, 4));
        host.Gateway.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("ab b", await TriesAsync(host, 2));
        host.Gateway.Time.Advance(TimeSpan.FromSeconds(31));
        host.A.Answer = AliasHost.Answers("a");
        Assert.Equal("a a", await TriesAsync(host, 2));
    }

    [Fact]
    public async Task FailuresFarApartOrWithASuccessBetweenLeaveTheCircuitClosed()
    {
        await using var host = await AliasHost.StartAsync((":CircuitFailures", "2"), (":CircuitWindowSeconds", "10"), (":TriesPerTarget", "1"));
        host.A.Answer = UpstreamAnswers.Json(500, "{}");
        Assert.Equal("ab", await TriesAsync(host, 1));
        host.A.Answer = AliasHost.Answers("a");
        Assert.Equal("a", await TriesAsync(host, 1));
        host.A.Answer = UpstreamAnswers.Json(500, "{}");
        Assert.Equal("ab", await TriesAsync(host, 1));
        host.Gateway.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("ab ab b", await TriesAsync(host, 3));
    }

    [Fact]
    public async Task WrongKeyDoesNotOpenTheCircuit()
    {
        await using var host = await AliasHost.StartAsync((":CircuitFailures", "2"));
        host.A.Answer = UpstreamAnswers.Json(401, "{}");
        Assert.Equal("ab ab ab", await TriesAsync(host, 3));
    }

    [Fact]
    public async Task WhenAllAreLeftAloneAllAreAskedAllTheSame()
    {
        await using var host = await AliasHost.StartAsync((":CircuitFailures", "1"), (":TriesPerTarget", "1"));
        host.A.Answer = host.B.Answer = host.C.Answer = UpstreamAnswers.Json(500, "{}");
        Assert.Equal("abc abc", await TriesAsync(host, 2));
        host.C.Answer = AliasHost.Answers("c");
        Assert.Equal("abc c", await TriesAsync(host, 2));
    }

    private static Func<Microsoft.AspNetCore.Http.HttpContext, Task> After(AliasHost host, int milliseconds, Func<Microsoft.AspNetCore.Http.HttpContext, Task> answer) => context =>
    {
        host.Gateway.Time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        return answer(context);
    };

    /// <summary>A stream whose first content comes after a time, and whose head comes at once.</summary>
    private static IEnumerable<byte[]> Pieces(AliasHost host, string name, int seconds)
    {
        var parts = UpstreamAnswers.Stream.Replace("Hel", name).Split("\n\n", 2);
        yield return Encoding.UTF8.GetBytes(parts[0] + "\n\n");
        host.Gateway.Time.Advance(TimeSpan.FromSeconds(seconds));
        yield return Encoding.UTF8.GetBytes(parts[1]);
    }

    /// <summary>Who answered, call by call.</summary>
    private static async Task<string> AskAsync(AliasHost host, int count, string body = AliasHost.Hello)
    {
        var names = "";
        for (var call = 0; call < count; call++)
        {
            names += (await host.CallAsync(body)).Record.Provider;
        }

        return names;
    }

    /// <summary>Who was asked, call by call.</summary>
    private static async Task<string> TriesAsync(AliasHost host, int count)
    {
        var calls = new List<string>();
        for (var call = 0; call < count; call++)
        {
            calls.Add(string.Concat((await host.CallAsync()).Record.Attempts.Select(attempt => attempt.Provider)));
        }

        return string.Join(' ', calls);
    }
}
