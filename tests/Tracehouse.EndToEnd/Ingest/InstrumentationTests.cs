using System.ClientModel;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>Instrumentations of other makers, as they are published, around real clients.</summary>
public sealed class InstrumentationTests(SharedServer shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openllmetry")]
    [InlineData("openinference")]
    [InlineData("vercel")]
    public async Task Its_spans_are_read_as_the_calls_that_they_were(string which)
    {
        var server = shared.Server;
        using var node = Built.Start(
            ["node", Built.Client("instrumented.mjs"), which, server.GatewayUrl.OriginalString, server.OtlpUrl.OriginalString, server.ApiUrl.OriginalString]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.WaitForExitAsync(Stop);
        Assert.True(node.ExitCode == 0, await output + await errors);
        Assert.Contains($"ok {which}", await output);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task What_OpenAIs_library_for_DotNet_tells_of_its_calls_is_read_as_them(OtlpExportProtocol protocol)
    {
        var server = shared.Server;
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name.StartsWith("OpenAI.", StringComparison.Ordinal), ActivityStopped = ended.Enqueue };
        ActivitySource.AddActivityListener(listener);
        using (var provider = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource("OpenAI.*").AddOtlpExporter(exporter =>
               {
                   exporter.Protocol = protocol;
                   exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? server.OtlpGrpcUrl : new Uri(server.OtlpUrl, "v1/traces");
               }).Build())
        {
            var client = new OpenAIClient(new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(server.GatewayUrl, "v1") });
            await client.GetChatClient("demo/echo").CompleteChatAsync([new UserChatMessage("What is the capital of France?")], cancellationToken: Stop);
            Assert.True(provider.ForceFlush());
        }

        var activity = Assert.Single(ended);
        var span = await server.TraceAsync($"{activity.TraceId}-{activity.SpanId}");
        Assert.Equal(("generation", "success", "OpenAI.ChatClient", "demo/echo"), (Text("kind"), Text("status"), Text("scope"), Text("model_asked")));
        Assert.True(span.GetProperty("tokens_in").GetInt64() > 0 && span.GetProperty("tokens_out").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, span.GetProperty("cost_usd").ValueKind);

        string? Text(string name) => span.GetProperty(name).GetString();
    }
}
