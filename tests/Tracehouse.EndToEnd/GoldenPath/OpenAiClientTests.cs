using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>The unmodified <c>openai</c> package from npm, pointed at a real server.</summary>
public sealed class OpenAiClientTests(SharedServer shared)
{
    private static readonly string[] Steps =
    [
        "chat", "stream without usage", "stream with usage", "stream left early", "tools", "tools in a stream", "unknown model", "invalid request",
        "upstream error", "models",
    ];

    [Theory]
    [InlineData("openai/gpt-4o-mini")]
    [InlineData("demo/echo")]
    public async Task The_official_client_works_by_changing_its_base_url(string model)
    {
        var plain = shared.Upstream.Answer;
        shared.Upstream.Answer = FakeChatModel.AnswerAsync;
        try
        {
            Assert.Equal(Steps.Select(step => $"ok {step}"), await RunClientAsync(model));
        }
        finally
        {
            shared.Upstream.Answer = plain;
        }

        // Seven calls said hello; the one that was left early may have been whole before the client turned away.
        var (_, page) = await shared.Server.GetAsync($"v1/traces?model={model.Split('/')[1]}&search=say+hello");
        var traces = page.GetProperty("traces").EnumerateArray().ToList();
        Assert.Equal(7, traces.Count);
        var whole = traces.Where(trace => trace.GetProperty("status").GetString() == "success").ToList();
        Assert.InRange(whole.Count, 6, 7);
        Assert.All(whole, trace => Assert.True(trace.GetProperty("tokens_out").GetInt64() > 0));
        Assert.All(whole, trace => Assert.Equal(JsonValueKind.Number, trace.GetProperty("cost_usd").ValueKind));
    }

    private async Task<string[]> RunClientAsync(string model)
    {
        using var node = Built.Start(["node", Built.Client("openai.mjs"), new Uri(shared.Server.GatewayUrl, "v1").OriginalString, model]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await errors);
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
