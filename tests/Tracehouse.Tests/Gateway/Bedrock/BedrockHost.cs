using System.Text;
using System.Text.Json.Nodes;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Bedrock;

/// <summary>A gateway before a Bedrock that knows one key.</summary>
internal static class BedrockHost
{
    public const string Model = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    public const string Path = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0";

    public static async Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = FakeBedrock.AnswerAsync;
        (string Key, string? Value)[] plain =
        [
            ("Providers:bedrock:BaseUrl", new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority)),
            ("AWS_ACCESS_KEY_ID", FakeBedrock.AccessId), ("AWS_SECRET_ACCESS_KEY", FakeBedrock.Secret), ("AWS_REGION", "us-east-1"),
            ("AWS_SESSION_TOKEN", ""), ("AWS_BEARER_TOKEN_BEDROCK", ""),
        ];
        return await GatewayHost.StartAsync(upstream, [.. plain.ExceptBy(settings.Select(setting => setting.Key), setting => setting.Key), .. settings]);
    }

    /// <summary>What Bedrock receives for a request, whose model and messages are added.</summary>
    public static async Task<JsonNode> TranslateAsync(string more, string messages = """[{"role":"user","content":"Hi"}]""", string model = Model)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync($$"""{"model":"bedrock/{{model}}","messages":{{messages}}{{(more.Length > 0 ? "," : "")}}{{more}}}""");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        return JsonNode.Parse((await host.Upstream.NextAsync(GatewayHost.Stop)).Body)!;
    }

    /// <summary>The error for a request that cannot be translated.</summary>
    public static async Task<JsonNode> RefuseAsync(string more, string messages = """[{"role":"user","content":"Hi"}]""", string model = Model)
    {
        await using var host = await StartAsync();
        using var response = await host.PostAsync($$"""{"model":"bedrock/{{model}}","messages":{{messages}}{{(more.Length > 0 ? "," : "")}}{{more}}}""");
        Assert.Equal(400, (int)response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop))!["error"]!;
    }

    public static string Show(JsonNode? node) => node is null ? "" : Encoding.UTF8.GetString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(node, Readable));

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
