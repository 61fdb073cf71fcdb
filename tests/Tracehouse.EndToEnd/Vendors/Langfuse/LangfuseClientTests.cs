using Tracehouse.EndToEnd.Compatibility;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>The unmodified packages of Langfuse from npm, three generations of them, pointed at a real server by their base URL.</summary>
public sealed class LangfuseClientTests(LangfuseServer langfuse) : IClassFixture<LangfuseServer>
{
    [Theory]
    [InlineData("langfuse3", "langfuse-3.39.2", "langfuse 3.39.2 (npm)")]
    [InlineData("langfuse4", "langfuse-4.6.1", "@langfuse/tracing, otel, client, openai 4.6.1 (npm)")]
    [InlineData("langfuse5", "langfuse-5.11.1", "@langfuse/tracing, otel, client, openai 5.11.1 (npm)")]
    public async Task What_a_client_sends_is_read_back(string folder, string file, string client)
    {
        var server = langfuse.Server;
        var run = await ClientRun.OfAsync(
            $"{folder}/run.mjs", server.ApiUrl.OriginalString, LangfuseServer.Public, LangfuseServer.Secret, new Uri(server.GatewayUrl, "v1").OriginalString);
        ClientFragment.Check(file, client, run);
    }
}
