using System.Text.Json;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>The requests that these tests send, and how their records are checked.</summary>
internal static class Ask
{
    public const string Whole = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]}""";
    public const string Stream = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true}""";
    public const string StreamWithUsage = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}],"stream":true,"stream_options":{"include_usage":true}}""";

    /// <summary>A gateway whose provider is this one.</summary>
    public static Task<GatewayHost> HostAsync(RawUpstream upstream, params (string Key, string? Value)[] settings) =>
        GatewayHost.StartAsync([("Providers:openai:BaseUrl", upstream.BaseUrl), .. settings]);

    /// <summary>The one record that there is, and its error.</summary>
    public static async Task<SpanRecord> RecordAsync(GatewayHost host, string? errorType)
    {
        var record = await host.RecordAsync();
        Assert.Equal(errorType, record.Error?.Type);
        Assert.Equal(errorType is null, record.Status == SpanStatus.Success);
        Assert.Equal(0, host.Sink.Count);
        return record;
    }

    public static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        return json.RootElement.GetProperty("error").GetProperty("code").GetString();
    }
}
