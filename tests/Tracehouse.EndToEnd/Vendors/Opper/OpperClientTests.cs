using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Compatibility;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Opper;

/// <summary>The unmodified packages of Opper from npm, pointed at a real server by their base URL, and what they told read back by our own API.</summary>
public sealed class OpperClientTests
{
    private const string Key = "th-sk-opper-0123456789abcdef";

    [Fact]
    public async Task The_package_of_the_second_generation_does_what_its_users_do()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await StartAsync(upstream);
        ClientFragment.Check("opperai-3.4.1", "opperai 3.4.1 (npm)", await ClientRun.OfAsync("opper3/opper3.mjs", server.ApiUrl.OriginalString.TrimEnd('/'), Key));

        var spans = await SpansAsync(server, "agent_run");
        var root = spans.Single(span => Text(span, "name") == "agent_run");
        Assert.Equal("chain", Text(root, "kind"));

        // The call hangs below the span that was named, and the gateway's own spans below the call: two tries until the schema was followed.
        var call = spans.Single(span => Text(span, "name") == "extract" && Text(span, "output_preview").Contains("Uppsala", StringComparison.Ordinal) && spans.Count(below => Text(below, "parent_span_id") == Text(span, "span_id")) == 2);
        Assert.Equal(Text(root, "span_id"), Text(call, "parent_span_id"));
        Assert.All(spans.Where(span => Text(span, "parent_span_id") == Text(call, "span_id")), span => Assert.Equal(("gateway", "generation"), (Text(span, "source"), Text(span, "kind"))));
        Assert.Contains(spans, span => Text(span, "name") == "manual" && Text(span, "kind") == "retriever" && Text(span, "parent_span_id") == Text(root, "span_id"));
    }

    [Fact]
    public async Task The_package_of_the_first_generation_does_what_its_users_do()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await StartAsync(upstream);
        ClientFragment.Check("opperai-2.8.0", "opperai 2.8.0 (npm)", await ClientRun.OfAsync("opper2/opper2.mjs", server.ApiUrl.OriginalString.TrimEnd('/'), Key));

        var spans = await SpansAsync(server, "old_run");
        var step = spans.Single(span => Text(span, "name") == "old_step");
        Assert.Equal(("deep", "out of it"), (Text(step, "input_preview"), Text(step, "output_preview")));
        Assert.Contains(spans, span => Text(span, "kind") == "generation" && Text(span, "model").EndsWith("gpt-4o-mini", StringComparison.Ordinal) && Text(span, "parent_span_id") == Text(step, "span_id"));
        Assert.Contains(spans, span => Text(span, "name") == "old_call" && Text(span, "parent_span_id") == Text(step, "span_id"));
    }

    [Fact]
    public async Task A_span_of_the_gateway_keeps_what_is_known_of_it_when_more_is_told()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        await using var server = await StartAsync(upstream);
        server.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Key}");
        using var aliased = await server.Http.PutAsync(new Uri(server.ApiUrl, "v1/aliases/two"), new StringContent("""{"targets":[{"model":"openai/failing"},{"model":"openai/opper-test"}]}"""), TestContext.Current.CancellationToken);
        Assert.True(aliased.IsSuccessStatusCode, await aliased.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var call = await server.Http.PostAsync(
            new Uri(server.GatewayUrl, "v1/chat/completions"), new StringContent("""{"model":"two","messages":[{"role":"user","content":"hello"}]}"""), TestContext.Current.CancellationToken);
        var path = $"v1/traces/{call.TraceId()}";
        var before = (await server.GetAsync(path)).Body;
        Assert.NotEqual(0, before.GetProperty("attempts").GetArrayLength());

        using var told = await server.Http.PatchAsync(
            new Uri(server.ApiUrl, $"v2/spans/{Text(before, "span_id")}"), new StringContent("""{"name":"think","meta":{"step":1}}"""), TestContext.Current.CancellationToken);
        Assert.True(told.IsSuccessStatusCode, await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var after = (await server.GetAsync(path)).Body;
        Assert.Equal(("think", 1), (Text(after, "name"), after.GetProperty("metadata").GetProperty("step").GetInt32()));
        var changed = before.EnumerateObject().Where(field => field.Value.GetRawText() != after.GetProperty(field.Name).GetRawText()).Select(field => field.Name);
        Assert.Equal([], changed.Except(["name", "metadata", "attributes", "observations", "parameters", "updated_at"]));
    }

    [Fact]
    public async Task A_span_is_found_right_after_it_was_told_however_long_its_trace_is()
    {
        await using var server = await ServerProcess.StartAsync("--Vendors:Opper:TraceSpansMax", "1");
        foreach (var (id, parent) in new[] { ("root-1", "null"), ("child-1", "\"root-1\""), ("child-2", "\"root-1\"") })
        {
            using var told = await server.Http.PostAsync(
                new Uri(server.ApiUrl, "v3/spans"), new StringContent($$"""{"name":"{{id}}","id":"{{id}}","parent_id":{{parent}},"output":"out of {{id}}","tags":{"team":"blue"} }"""), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Created, told.StatusCode);
            var (status, answer) = await server.GetAsync($"v3/spans/{id}");
            Assert.Equal(HttpStatusCode.OK, status);
            var span = answer.GetProperty("data");
            Assert.Equal((id, "root-1", $"out of {id}", "blue"), (Text(span, "name"), Text(span, "trace_id"), Text(span, "output"), Text(span.GetProperty("tags"), "team")));
        }
    }

    private static async Task<ServerProcess> StartAsync(FakeUpstream upstream)
    {
        upstream.Answer = OpperModels.AnswerAsync;
        return await ServerProcess.StartAsync(
            "--Providers:openai:BaseUrl", upstream.BaseUrl, "--Providers:openai:ApiKey", "sk-test", "--Keys:0:Project", "one", "--Keys:0:Secret", Key,
            "--Vendors:Opper:EmbeddingModel", "openai/text-embedding-3-small");
    }

    private static async Task<List<JsonElement>> SpansAsync(ServerProcess server, string trace)
    {
        server.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {Key}");
        var (_, traces) = await server.GetAsync($"v1/traces?name={trace}");
        var id = traces.GetProperty("traces").EnumerateArray().Single().GetProperty("request_id").GetString();
        var (status, page) = await server.GetAsync($"v1/spans?trace_id={id}&limit=1000");
        Assert.Equal(HttpStatusCode.OK, status);
        return [.. page.GetProperty("spans").EnumerateArray()];
    }

    private static string Text(JsonElement span, string name) => span.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
