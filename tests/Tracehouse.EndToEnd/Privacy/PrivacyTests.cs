using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Privacy;

/// <summary>What is not to be kept is in no file, in no line of the log and in no answer of the API.</summary>
public sealed class PrivacyTests
{
    private static readonly string[] Secrets =
    [
        "mallory.quux@example.org", "4111 1111 1111 1111", "415-555-0134", "sk-proj-Zq81hTg6PlmWx02v", "DE89370400440532013000", "078-05-1120", "203.0.113.77",
        "2001:db8::dead:77", "E-4711",
    ];

    private static readonly string[] Labels = ["EMAIL", "CREDIT_CARD", "PHONE", "API_KEY", "IBAN", "SSN", "IP_ADDRESS", "IP_ADDRESS", "EMPLOYEE"];

    [Fact]
    public async Task Redacted_secrets_are_in_no_file_and_no_answer()
    {
        await using var server = await ServerProcess.StartInAsync(
            new Dictionary<string, string> { ["OPENTRACY_TRACE_REDACT"] = "true", ["TRACEHOUSE_Privacy__Patterns__employee"] = @"\bE-\d{4}\b" });
        string[] ids = [await CallAsync(server, stream: false), await CallAsync(server, stream: true)];
        AssertNoneIn(Secrets, Spooled(server));

        foreach (var id in ids)
        {
            var trace = (await server.GetAsync($"v1/traces/{id}")).Body;
            AssertNoneIn(Secrets, Encoding.UTF8.GetBytes(trace.GetRawText()));
            Assert.All(Labels, label => Assert.Contains($"[{label}]", trace.GetProperty("input_text").GetString()));
            Assert.All(Labels, label => Assert.Contains($"[{label}]", trace.GetProperty("output_text").GetString()));
            Assert.All(Labels, label => Assert.Contains($"[{label}]", trace.GetProperty("parameters").GetProperty("prediction").GetRawText()));
            Assert.Equal("[EMAIL]", trace.GetProperty("user_id").GetString());
            Assert.True(trace.GetProperty("content_kept").GetBoolean());
        }

        await AssertGoneAsync(server, Secrets);
    }

    [Fact]
    public async Task Content_that_is_not_kept_is_in_no_file_and_no_answer()
    {
        await using var server = await ServerProcess.StartInAsync(new Dictionary<string, string> { ["OPENTRACY_TRACE_CONTENT"] = "false" });
        string[] ids = [await CallAsync(server, stream: false), await CallAsync(server, stream: true), await CallAsync(server, stream: false, ("X-Opentracy-Trace", "full"))];
        AssertNoneIn([.. Secrets[1..], "zebra"], Spooled(server));
        foreach (var id in ids)
        {
            await AssertWithoutContentAsync(server, id);
        }

        using var page = await server.Http.GetAsync(new Uri(server.ApiUrl, $"traces/{ids[0]}"), TestContext.Current.CancellationToken);
        Assert.Contains("was not kept", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await AssertGoneAsync(server, [.. Secrets[1..], "zebra"]);
    }

    [Fact]
    public async Task A_caller_may_ask_for_less()
    {
        await using var server = await ServerProcess.StartAsync();
        await CallAsync(server, stream: false, ("X-Opentracy-Trace", "off"));
        var less = await CallAsync(server, stream: true, ("X-Opentracy-Trace", "Metadata-Only"));
        var full = await CallAsync(server, stream: false, ("X-Opentracy-Trace", "full"));
        await AssertWithoutContentAsync(server, less);
        Assert.Contains("zebra", (await server.GetAsync($"v1/traces/{full}")).Body.GetProperty("input_text").GetString());
        Assert.Equal(2, (await server.GetAsync("v1/traces")).Body.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("OPENTRACY_TRACE_REDACT", "yes please", "OPENTRACY_TRACE_REDACT")]
    [InlineData("TRACEHOUSE_Privacy__Patterns__broken", "(", "Privacy:Patterns:broken")]
    [InlineData("TRACEHOUSE_Privacy__Patterns__looks", "(?<=x)y", "Privacy:Patterns:looks")]
    public async Task A_setting_of_privacy_that_cannot_work_ends_the_start_and_is_named(string variable, string value, string named)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        var (exitCode, output) = await ServerProcess.RunToEndInAsync(new Dictionary<string, string> { [variable] = value }, data);
        Assert.Equal(1, exitCode);
        Assert.Contains(named, output);
        Assert.DoesNotContain("   at ", output);
    }

    /// <summary>A call whose prompt, parameters and metadata hold every secret, and whose answer repeats the prompt.</summary>
    private static async Task<string> CallAsync(ServerProcess server, bool stream, params (string Name, string Value)[] headers)
    {
        var all = string.Join(", ", Secrets);
        var request = new
        {
            model = "demo/echo", stream, temperature = 0.5, messages = new[] { new { role = "user", content = $"zebra: {all}" } }, prediction = new { content = all },
            metadata = new { user_id = Secrets[0], feature = "billing" },
        };
        var json = JsonSerializer.Serialize(request).Replace("@", "\\u0040");
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(server.GatewayUrl, "v1/chat/completions"))
        {
            Content = new StringContent(json, new MediaTypeHeaderValue("application/json")),
        };
        foreach (var (name, value) in headers)
        {
            message.Headers.Add(name, value);
        }

        using var response = await server.Http.SendAsync(message, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, answer);
        Assert.Contains(Secrets[^1], answer);
        return response.Headers.TryGetValues("x-tracehouse-trace-id", out var ids) ? ids.Single() : "";
    }

    private static async Task AssertWithoutContentAsync(ServerProcess server, string id)
    {
        var trace = (await server.GetAsync($"v1/traces/{id}")).Body;
        Assert.All(["input_text", "output_text", "input_messages", "output_messages"], name => Assert.False(trace.TryGetProperty(name, out _), name));
        Assert.False(trace.GetProperty("content_kept").GetBoolean());
        Assert.DoesNotContain("zebra", trace.GetRawText());
        Assert.Equal(["stream", "temperature"], trace.GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name));
        Assert.Equal("billing", trace.GetProperty("metadata").GetProperty("feature").GetString());
        Assert.True(trace.GetProperty("tokens_in").GetInt64() > 0);
        Assert.True(trace.GetProperty("tokens_out").GetInt64() > 0);
        Assert.Equal(0, trace.GetProperty("cost_usd").GetDecimal());
        Assert.True(trace.GetProperty("latency_ms").GetDouble() > 0);
        Assert.Equal("success", trace.GetProperty("status").GetString());
    }

    private static byte[] Spooled(ServerProcess server)
    {
        var bytes = FilesOf(Path.Combine(server.DataDirectory, "spool"));
        Assert.Contains("demo", Encoding.Latin1.GetString(bytes));
        return bytes;
    }

    /// <summary>Searches all that is left after a stop. The store compresses, so the API and the spool are searched as well, before that.</summary>
    private static async Task AssertGoneAsync(ServerProcess server, string[] secrets)
    {
        await server.StopAsync();
        AssertNoneIn(secrets, FilesOf(server.DataDirectory));
        AssertNoneIn(secrets, Encoding.UTF8.GetBytes(server.Output));
    }

    private static byte[] FilesOf(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).SelectMany(ReadShared)];

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void AssertNoneIn(string[] secrets, byte[] bytes)
    {
        foreach (var secret in secrets)
        {
            Assert.False(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0, $"{secret} was kept");
        }
    }
}
