using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Aliases;

/// <summary>A gateway before several upstreams, the providers <c>a</c>, <c>b</c> and <c>c</c>, with an alias <c>smart</c> for model <c>m</c> of each.</summary>
internal sealed class AliasHost : IAsyncDisposable
{
    public const string Hello = """{"model":"smart","messages":[{"role":"user","content":"Hi"}]}""";
    public const string HelloStream = """{"model":"smart","messages":[{"role":"user","content":"Hi"}],"stream":true}""";

    private AliasHost(GatewayHost gateway, FakeUpstream[] upstreams)
    {
        Gateway = gateway;
        (A, B, C) = (upstreams[0], upstreams[1], upstreams[2]);
        foreach (var (upstream, name) in upstreams.Zip(["a", "b", "c"]))
        {
            upstream.Answer = Answers(name);
        }
    }

    public GatewayHost Gateway { get; }

    public FakeUpstream A { get; }

    public FakeUpstream B { get; }

    public FakeUpstream C { get; }

    /// <summary>Starts all. Settings that begin with a colon are the alias's; waits between tries are left out unless a setting says otherwise.</summary>
    public static async Task<AliasHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        FakeUpstream[] upstreams = [await FakeUpstream.StartAsync(), await FakeUpstream.StartAsync(), await FakeUpstream.StartAsync()];
        var providers = upstreams.Zip(["a", "b", "c"], (upstream, name) => ($"Providers:{name}:BaseUrl", (string?)upstream.BaseUrl));
        var targets = Enumerable.Range(0, 3).Select(index => ($"Aliases:smart:Targets:{index}:Model", (string?)$"{"abc"[index]}/m"));
        var own = settings.Select(setting => (setting.Key.StartsWith(':') ? $"Aliases:smart{setting.Key}" : setting.Key, setting.Value));
        (string Key, string? Value)[] all = [.. own, .. providers, .. targets, ("Aliases:smart:BackoffMilliseconds", "0")];
        var gateway = await GatewayHost.StartAsync(upstreams[0], [.. all.DistinctBy(setting => setting.Key)]);
        return new AliasHost(gateway, upstreams);
    }

    /// <summary>A good answer that says who gave it.</summary>
    public static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Answers(string name) => UpstreamAnswers.Json(200, UpstreamAnswers.Completion.Replace("Hello there", name));

    /// <summary>A good stream that says who gave it.</summary>
    public static Func<Microsoft.AspNetCore.Http.HttpContext, Task> Streams(string name) => UpstreamAnswers.Events(UpstreamAnswers.Stream.Replace("Hel", name));

    /// <summary>Calls the alias, and returns the status, the body and the record.</summary>
    public async Task<(int Status, string Body, SpanRecord Record)> CallAsync(string body = Hello, params (string Name, string Value)[] headers)
    {
        using var response = await Gateway.PostAsync(body, headers);
        var text = await response.Content.ReadAsStringAsync(GatewayHost.Stop);
        return ((int)response.StatusCode, text, await Gateway.RecordAsync());
    }

    /// <summary>Calls the alias and checks who answered well.</summary>
    public async Task<SpanRecord> CheckAnsweredByAsync(string name, string body = Hello, params (string Name, string Value)[] headers)
    {
        var (status, text, record) = await CallAsync(body, headers);
        Assert.Equal(200, status);
        Assert.Contains($"\"content\":\"{name}\"", text);
        Assert.Equal((name, "m", "smart", "smart"), (record.Provider, record.Model, record.ModelAsked, record.RoutingAlias));
        Assert.Equal(SpanStatus.Success, record.Status);
        return record;
    }

    /// <summary>The tries of a record, such as <c>a:500 b:200</c>.</summary>
    public static string Tries(SpanRecord record) =>
        string.Join(' ', record.Attempts.Select(attempt => $"{attempt.Provider}:{attempt.HttpStatus?.ToString() ?? attempt.Error?.Type}{(attempt.IsHedge ? "!" : "")}"));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await B.DisposeAsync();
        await C.DisposeAsync();
    }
}
