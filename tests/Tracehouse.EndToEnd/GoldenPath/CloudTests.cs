using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.GoldenPath;

/// <summary>Bedrock and Azure behind a real server, called with the unmodified clients of OpenAI and of AWS.</summary>
public sealed class CloudTests
{
    private static readonly string[] OpenAiSteps = ["bedrock", "bedrock in a stream", "bedrock calls tools, also in a stream, and hears of them", "bedrock in error", "azure"];
    private static readonly string[] AwsSteps = ["converse", "converse as a stream", "an exception within a stream", "any other call", "an error"];

    [Fact]
    public async Task The_fake_bedrock_is_as_the_client_of_aws_wants_it()
    {
        await using var bedrock = await StartBedrockAsync();
        await RunClientAsync(AwsSteps, "bedrock.mjs", RootOf(bedrock), FakeBedrock.AccessId, FakeBedrock.Secret);
    }

    [Fact]
    public async Task Models_of_bedrock_and_azure_are_called_in_one_way_and_traced()
    {
        await using var bedrock = await StartBedrockAsync();
        await using var azure = await FakeUpstream.StartAsync();
        azure.Answer = FakeChatModel.AnswerAsync;
        await using var server = await ServerProcess.StartAsync(
            "--Providers:bedrock:BaseUrl", RootOf(bedrock), "--Providers:bedrock:ApiKey", $"{FakeBedrock.AccessId}:{FakeBedrock.Secret}:us-east-1",
            "--Providers:azure:BaseUrl", RootOf(azure), "--Providers:azure:ApiKey", "azure-key", "--Providers:azure:ApiVersion", "2024-06-01",
            "--Providers:azure:Deployments:my-embeddings", "text-embedding-3-small");
        await RunClientAsync(OpenAiSteps, "openai-bedrock.mjs", new Uri(server.GatewayUrl, "v1").OriginalString);
        await AssertPricedAsync(server, "provider=bedrock&status=success", 5);
        await AssertPricedAsync(server, "provider=azure&status=success", 4);

        // The gateway signs with its own key, whatever the caller's tools signed with.
        await RunClientAsync(AwsSteps, "bedrock.mjs", new Uri(server.GatewayUrl, "providers/bedrock").OriginalString, "dummy", "dummy");
        Assert.DoesNotContain(FakeBedrock.Secret, server.Output);
    }

    private static async Task<FakeUpstream> StartBedrockAsync()
    {
        var bedrock = await FakeUpstream.StartAsync();
        bedrock.Answer = FakeBedrock.AnswerAsync;
        return bedrock;
    }

    private static string RootOf(FakeUpstream upstream) => new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority);

    private static async Task RunClientAsync(string[] steps, string script, params string[] arguments)
    {
        using var node = Built.Start(["node", Built.Client(script), .. arguments]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Equal(steps.Select(step => $"ok {step}"), (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task AssertPricedAsync(ServerProcess server, string filter, int countMin)
    {
        var (_, page) = await server.GetAsync($"v1/traces?{filter}");
        var traces = page.GetProperty("traces").EnumerateArray().ToList();
        Assert.True(traces.Count >= countMin, $"{filter}: {traces.Count}");
        Assert.All(traces, trace => Assert.True(trace.GetProperty("cost_usd").GetDouble() > 0, trace.ToString()));
    }
}
