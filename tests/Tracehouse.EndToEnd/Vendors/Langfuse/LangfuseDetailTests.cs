using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>What an answer of Langfuse's API tells beside what was sent: prices, prompts, traces, logs and files. Each question comes right after the answer that something is kept.</summary>
public sealed class LangfuseDetailTests(LangfuseServer langfuse) : IClassFixture<LangfuseServer>
{
    private const string Time = "2026-11-01T08:00:00.000Z";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ServerProcess Server => langfuse.Server;

    [Fact]
    public async Task A_model_of_the_project_prices_its_calls_through_every_door_and_nobody_elses()
    {
        var model = await OkAsync("POST", "models", """{"modelName":"house","matchPattern":"(?i)^(house-.*|echo)$","unit":"TOKENS","pricingTiers":[{"name":"usual","isDefault":true,"priority":0,"conditions":[],"prices":{"input":0.01,"input_cached_tokens":0.001,"output":0.1}}]}""");
        await IngestAsync("generation-create", """{"id":"priced","traceId":"t-priced","model":"house-large","startTime":"T","usageDetails":{"input":90,"input_cached_tokens":10,"output":2}}""");
        var call = await OkAsync("GET", "observations/priced");
        Assert.Equal((1.11, 0.9 + 0.01, model.GetProperty("id").GetString(), 0.01), (Number(call, "calculatedTotalCost"), Number(call, "calculatedInputCost"), Text(call, "modelId"), Number(call, "inputPrice")));

        var own = await OkAsync("GET", $"traces/{await Server.CallAsync(LangfuseServer.Secret, "hello there")}");
        Assert.True(own.GetProperty("totalCost").GetDouble() > 0, own.GetRawText());
        var others = await Server.CallAsync(LangfuseServer.OtherSecret, "hello there");
        Assert.Equal(0, (await Server.AskAsync(LangfuseServer.OtherSecret, HttpMethod.Get, $"api/public/traces/{others}")).Body.GetProperty("totalCost").GetDouble());

        using var removed = await Server.SendAsync(new Uri(Server.ApiUrl, $"api/public/models/{Text(model, "id")}"), HttpMethod.Delete, null, ("Authorization", $"Bearer {LangfuseServer.Secret}"));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        await IngestAsync("generation-create", """{"id":"later","traceId":"t-priced","model":"house-large","startTime":"T","usageDetails":{"input":90,"output":2}}""");
        Assert.Equal(JsonValueKind.Null, (await OkAsync("GET", "observations/later")).GetProperty("calculatedTotalCost").ValueKind);
    }

    [Fact]
    public async Task An_update_that_names_no_trace_finds_its_span_in_the_project()
    {
        await IngestAsync("span-create", """{"id":"begun","traceId":"t-begun","name":"begun","startTime":"T"}""");
        await IngestAsync("span-update", """{"id":"begun","output":"done","endTime":"2026-11-01T08:00:05.000Z"}""");
        var span = await OkAsync("GET", "observations/begun");
        Assert.Equal(("t-begun", "begun", "done", 5.0), (Text(span, "traceId"), Text(span, "name"), Text(span, "output"), Number(span, "latency")));
        Assert.Equal(HttpStatusCode.NotFound, (await Server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, "api/public/traces/begun")).Status);
    }

    [Fact]
    public async Task A_span_names_the_version_of_the_prompt_that_it_used()
    {
        var prompt = await OkAsync("POST", "v2/prompts", """{"name":"greet/all","type":"text","prompt":"Hi","labels":["production"]}""");
        await IngestAsync("generation-create", """{"id":"greeted","traceId":"t-greeted","promptName":"greet/all","promptVersion":1,"startTime":"T"}""");
        Assert.Equal(Text(prompt, "id"), Text(await OkAsync("GET", "observations/greeted"), "promptId"));
        Assert.Equal(Text(prompt, "id"), Text((await OkAsync("GET", "v2/observations?traceId=t-greeted&fields=core,prompt")).GetProperty("data")[0], "promptId"));
        Assert.Equal(Text(prompt, "id"), Text((await OkAsync("GET", "traces/t-greeted")).GetProperty("observations")[0], "promptId"));
    }

    [Fact]
    public async Task Scores_tell_of_their_trace_and_are_filtered_and_counted()
    {
        await IngestAsync("trace-create", """{"id":"t-judged","name":"judged","userId":"ann","sessionId":"talk","tags":["a"],"environment":"prod","timestamp":"T"}""");
        foreach (var (id, value) in new[] { ("j-1", "1"), ("j-2", "3"), ("j-3", "\"fine\"") })
        {
            await OkAsync("POST", "scores", $$"""{"id":"{{id}}","traceId":"t-judged","name":"stars-{{value.Trim('"')}}","value":{{value}}}""");
        }

        foreach (var path in new[] { "scores", "v2/scores" })
        {
            var all = (await OkAsync("GET", $"{path}?traceId=t-judged")).GetProperty("data");
            Assert.Equal(3, all.GetArrayLength());
            Assert.All(all.EnumerateArray(), score => Assert.Equal("""{"userId":"ann","tags":["a"],"environment":"prod","sessionId":"talk"}""", score.GetProperty("trace").GetRawText()));
            Assert.False((await OkAsync("GET", $"{path}?traceId=t-judged&fields=score")).GetProperty("data")[0].TryGetProperty("trace", out _));
            var filter = Uri.EscapeDataString("""[{"type":"string","column":"name","operator":"starts with","value":"stars"},{"type":"number","column":"value","operator":">","value":1}]""");
            Assert.Equal("j-2", (await OkAsync("GET", $"{path}?filter={filter}")).GetProperty("data").EnumerateArray().Select(score => Text(score, "id")).Single());
            Assert.Equal(3, (await OkAsync("GET", $"{path}?traceId=t-judged&page=9")).GetProperty("meta").GetProperty("totalItems").GetInt32());
            Assert.Equal(3, (await OkAsync("GET", $"{path}?traceId=t-judged&environment=default")).GetProperty("meta").GetProperty("totalItems").GetInt32());
            var (status, refused) = await Server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, $"api/public/{path}?filter={Uri.EscapeDataString("""[{"column":"nothing","operator":"=","value":"a"}]""")}");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Contains("stringValue", refused.GetRawText());
        }

        Assert.Equal(2, await CountAsync("scores-numeric"));
        Assert.Equal(1, await CountAsync("scores-categorical"));

        async Task<int> CountAsync(string view) => (await OkAsync("GET", "v2/metrics?query=" + Uri.EscapeDataString(
            $$"""{"view":"{{view}}","metrics":[{"measure":"count","aggregation":"count"}],"filters":[{"type":"string","column":"traceId","operator":"=","value":"t-judged"}],"fromTimestamp":"2020-01-01T00:00:00Z","toTimestamp":"2100-01-01T00:00:00Z"}""")))
            .GetProperty("data")[0].GetProperty("count_count").GetInt32();
    }

    [Fact]
    public async Task Content_that_came_in_logs_stands_in_its_span()
    {
        await using var server = await ServerProcess.StartAsync();
        const string trace = "5b8efff798038103d269b633813fc60d";
        var start = new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);
        await server.SendAsync(trace, start, "call- client chat gen_ai.operation.name=chat gen_ai.request.model=m");
        await server.SendLogAsync(trace, "call", start.AddSeconds(1), "gen_ai.user.message", "asked in a log");
        foreach (var path in new[] { $"traces/{trace}", $"observations?traceId={trace}", $"v2/observations?traceId={trace}&fields=core,io" })
        {
            var (status, answer) = await server.GetAsync($"api/public/{path}");
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("asked in a log", answer.GetRawText());
        }
    }

    [Fact]
    public async Task An_item_of_a_dataset_tells_of_the_files_that_it_names()
    {
        var bytes = "a small file"u8.ToArray();
        var hash = Convert.ToBase64String(SHA256.HashData(bytes));
        var place = await OkAsync("POST", "media", $$"""{"contentType":"text/plain","contentLength":{{bytes.Length}},"field":"input","sha256Hash":"{{hash}}"}""");
        using var put = await Server.Http.PutAsync(new Uri(Text(place, "uploadUrl")!), new ByteArrayContent(bytes), Stop);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        await OkAsync("POST", "v2/datasets", """{"name":"with files"}""");
        var name = $"@@@langfuseMedia:type=text/plain|id={Text(place, "mediaId")}|source=bytes@@@";
        var item = await OkAsync("POST", "dataset-items", """{"datasetName":"with files","id":"filed","input":{"files":["NAME","@@@langfuseMedia:type=text/plain|id=nobody|source=bytes@@@"]}}""".Replace("NAME", name, StringComparison.Ordinal));
        var reference = Assert.Single(item.GetProperty("mediaReferences").EnumerateArray());
        Assert.Equal(("input", name, "$['files'][0]"), (Text(reference, "field"), Text(reference, "referenceString"), Text(reference, "jsonPath")));
        Assert.Equal("a small file", await Server.Http.GetStringAsync(new Uri(Text(reference.GetProperty("media"), "url")!), Stop));
        Assert.Equal(1, (await OkAsync("GET", "dataset-items?datasetName=with%20files")).GetProperty("data")[0].GetProperty("mediaReferences").GetArrayLength());
    }

    [Fact]
    public async Task Organisations_have_the_project_of_the_key_and_no_members()
    {
        Assert.Equal("one", Text((await OkAsync("GET", "organizations/projects")).GetProperty("projects")[0], "id"));
        Assert.Equal(0, (await OkAsync("GET", "projects/one/memberships")).GetProperty("memberships").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await Server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, "api/public/projects/two/memberships")).Status);
        Assert.Equal(HttpStatusCode.NotImplemented, (await Server.AskAsync(LangfuseServer.Secret, HttpMethod.Post, "api/public/projects", "{}")).Status);
    }

    private async Task IngestAsync(string type, string body)
    {
        var (status, answer) = await Server.AskAsync(
            LangfuseServer.Secret, HttpMethod.Post, "api/public/ingestion",
            $$"""{"batch":[{"id":"{{Guid.NewGuid()}}","type":"{{type}}","timestamp":"{{Time}}","body":{{body.Replace("\"T\"", $"\"{Time}\"", StringComparison.Ordinal)}} }]}""");
        Assert.True((int)status == 207 && answer.GetProperty("errors").GetArrayLength() == 0, answer.GetRawText());
    }

    private async Task<JsonElement> OkAsync(string method, string path, string? body = null)
    {
        var (status, answer) = await Server.AskAsync(LangfuseServer.Secret, new HttpMethod(method), $"api/public/{path}", body);
        Assert.True((int)status is 200 or 201, $"{method} {path}: {(int)status} {answer}");
        return answer;
    }

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();

    private static double Number(JsonElement value, string name) => value.GetProperty(name).GetDouble();
}
