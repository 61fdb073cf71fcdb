using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Tracehouse.Testing.Otlp;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>How Langfuse's API answers those whose requests are wrong, who ask from a browser, and who may do little.</summary>
public sealed class LangfuseDoorTests(LangfuseServer langfuse) : IClassFixture<LangfuseServer>
{
    private const string Span = """{"id":"e-1","type":"span-create","timestamp":"2026-11-01T08:00:00.000Z","body":{"id":"o-1","traceId":"t-1","name":"one","input":"cut \ud83d","output":{"text":"cut \ud83d"}}}""";
    private const string Score = """{"id":"e-2","type":"score-create","timestamp":"2026-11-01T08:00:01.000Z","body":{"id":"sc-1","traceId":"t-1","name":"helpful","value":1}}""";

    private static readonly (string Method, string Path, string? Body)[] Endpoints =
    [
        ("POST", "ingestion", "{\"batch\":[]}"), ("POST", "scores", """{"traceId":"t","name":"n","value":1}"""), ("GET", "scores", null), ("GET", "scores/sc-1", null),
        ("GET", "v2/scores", null), ("GET", "v2/scores/sc-1", null), ("GET", "v3/scores", null), ("DELETE", "scores/sc-1", null), ("POST", "score-configs", "{}"),
        ("GET", "score-configs", null), ("GET", "score-configs/c", null), ("PATCH", "score-configs/c", "{}"), ("GET", "projects", null), ("POST", "media", "{}"),
        ("GET", "media/m", null), ("PATCH", "media/m", "{}"), ("POST", "otel/v1/traces", "{}"), ("POST", "otel/v1/metrics", "{}"),
    ];

    private static readonly (string Method, string Path, string Body, string Field)[] Malformed =
    [
        ("POST", "ingestion", "{\"batch\":{}}", "batch"), ("POST", "ingestion", "[", "JSON"), ("POST", "scores", """{"traceId":"t","name":"n","value":{}}""", "value"),
        ("POST", "scores", """{"traceId":"t","value":1}""", "name"), ("POST", "scores", """{"name":"n","value":1}""", "traceId"),
        ("POST", "scores", """{"traceId":"t","name":"n","value":1,"configId":"nope"}""", "configId"), ("GET", "scores?page=0", "", "page"), ("GET", "scores?limit=101", "", "limit"),
        ("GET", "v2/scores?fromTimestamp=soon", "", "fromTimestamp"), ("GET", "v2/scores?dataType=BIG", "", "dataType"), ("GET", "v3/scores?limit=x", "", "limit"),
        ("GET", "v3/scores?valueMin=1", "", "valueMin"), ("GET", "v3/scores?observationId=o", "", "observationId"), ("GET", "v3/scores?cursor=no!", "", "cursor"),
        ("POST", "score-configs", """{"name":"n","dataType":"BIG"}""", "dataType"), ("POST", "score-configs", """{"name":"n","dataType":"CATEGORICAL"}""", "categories"),
        ("POST", "score-configs", """{"name":5,"dataType":"NUMERIC"}""", "name"), ("POST", "score-configs", """{"name":"n","dataType":"NUMERIC","minValue":2,"maxValue":1}""", "maxValue"),
        ("POST", "media", """{"contentType":"image/png","contentLength":1,"field":"input"}""", "sha256Hash"),
        ("POST", "media", """{"contentType":"image/png","contentLength":1,"field":"input","sha256Hash":"short"}""", "sha256Hash"),
        ("POST", "media", """{"contentType":"image/png","contentLength":99999999999,"field":"input","sha256Hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}""", "contentLength"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_refuses_in_langfuses_words()
    {
        var server = langfuse.Server;
        foreach (var (method, path, body) in Endpoints)
        {
            using var refused = await SendAsync(server, method, path, body, $"Basic {Pair(LangfuseServer.Public, "sk-lf-wrong-0123456789")}");
            Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {refused.StatusCode}");
            Assert.NotEqual("", (await BodyAsync(refused)).GetProperty("message").GetString());
            Assert.Equal("*", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }

        foreach (var (method, path, body, field) in Malformed)
        {
            using var refused = await SendAsync(server, method, path, body.Length > 0 ? body : null, $"Basic {Pair(LangfuseServer.Public, LangfuseServer.Secret)}");
            Assert.True(refused.StatusCode == HttpStatusCode.BadRequest, $"{method} {path} {body}: {refused.StatusCode}");
            var answer = await BodyAsync(refused);
            Assert.NotEqual("", answer.GetProperty("message").GetString());
            Assert.Contains(field, answer.GetRawText());
        }

        using var put = await SendAsync(server, "PUT", "scores", "{}", $"Bearer {LangfuseServer.Secret}");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "MethodNotAllowedError"), (put.StatusCode, (await BodyAsync(put)).GetProperty("error").GetString()));
        using var nowhere = await SendAsync(server, "GET", "nowhere", null, $"Bearer {LangfuseServer.Secret}");
        Assert.Equal((HttpStatusCode.NotFound, "LangfuseNotFoundError"), (nowhere.StatusCode, (await BodyAsync(nowhere)).GetProperty("error").GetString()));
        using var nothing = await SendAsync(server, "POST", "otel/v1/traces", "{}", $"Bearer {LangfuseServer.Secret}");
        Assert.Equal(HttpStatusCode.OK, nothing.StatusCode);
        using var health = await SendAsync(server, "GET", "health", null, null);
        Assert.Equal("OK", (await BodyAsync(health)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task One_bad_event_does_not_sink_its_batch()
    {
        var server = langfuse.Server;
        using var answer = await SendAsync(server, "POST", "ingestion", $$$"""
            {"batch":[{{{Span}}},{"id":"bad-1","type":"span-create","timestamp":"2026-11-01T08:00:00Z","body":{"id":"o-2","traceId":"t-1","startTime":"soon"}},
            {"id":"bad-2","type":"thing-create","timestamp":"2026-11-01T08:00:00Z","body":{}},{"id":"bad-3","type":"trace-create","timestamp":"2026-11-01T08:00:00Z","body":{"id":"t-1","tags":"a"}},
            7,{"id":"log","type":"sdk-log","timestamp":"2026-11-01T08:00:00Z","body":{"log":1}},{{{Score}}}]}
            """, $"Bearer {LangfuseServer.Secret}");
        Assert.Equal(HttpStatusCode.MultiStatus, answer.StatusCode);
        var body = await BodyAsync(answer);
        Assert.Equal(["e-1", "log", "e-2"], body.GetProperty("successes").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        var errors = body.GetProperty("errors").EnumerateArray().ToDictionary(one => one.GetProperty("id").GetString()!, one => (one.GetProperty("status").GetInt32(), one.GetProperty("error").GetString()!));
        Assert.All(errors.Values, error => Assert.Equal(400, error.Item1));
        Assert.Contains("startTime", errors["bad-1"].Item2);
        Assert.Contains("thing-create", errors["bad-2"].Item2);
        Assert.Contains("tags", errors["bad-3"].Item2);
        Assert.True(errors.ContainsKey(""));

        var (status, trace) = await server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, "v1/traces/t-1");
        Assert.Equal((HttpStatusCode.OK, "one", "cut \ufffd"), (status, trace.GetProperty("name").GetString(), trace.GetProperty("input_text").GetString()));
    }

    [Fact]
    public async Task Nobody_sees_or_changes_what_belongs_to_another_project()
    {
        var server = langfuse.Server;
        using var sent = await SendAsync(server, "POST", "ingestion", $$"""{"batch":[{{Span}},{{Score}}]}""", $"Bearer {LangfuseServer.Secret}");
        var config = (await server.AskAsync(LangfuseServer.Secret, HttpMethod.Post, "api/public/score-configs", """{"name":"stars","dataType":"NUMERIC"}""")).Body.GetProperty("id").GetString();
        foreach (var (method, path, json) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Get, "scores/sc-1", null), (HttpMethod.Get, "v2/scores/sc-1", null), (HttpMethod.Delete, "scores/sc-1", null), (HttpMethod.Get, $"score-configs/{config}", null),
            (HttpMethod.Patch, $"score-configs/{config}", "{\"isArchived\":true}"), (HttpMethod.Get, "media/47DEQpj8HBSa-_TImW-5JC", null),
        })
        {
            var (status, body) = await server.AskAsync(LangfuseServer.OtherSecret, method, $"api/public/{path}", json);
            Assert.True(status == HttpStatusCode.NotFound, $"{method} {path}: {status}");
            Assert.Equal("LangfuseNotFoundError", body.GetProperty("error").GetString());
        }

        Assert.Equal(0, (await server.AskAsync(LangfuseServer.OtherSecret, HttpMethod.Get, "api/public/v2/scores")).Body.GetProperty("meta").GetProperty("totalItems").GetInt32());
        Assert.Equal(1, (await server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, "api/public/v2/scores?traceId=t-1&operator=%3E&value=0.5")).Body.GetProperty("meta").GetProperty("totalItems").GetInt32());
        Assert.Equal(0, (await server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, "api/public/scores?traceTags=none")).Body.GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task A_page_of_another_site_gives_scores_with_the_public_key_and_nothing_else()
    {
        var server = langfuse.Server;
        using var preflight = await server.SendAsync(
            new Uri(server.ApiUrl, "api/public/ingestion"), HttpMethod.Options, null, ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));
        Assert.Equal((HttpStatusCode.NoContent, "*"), (preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.False(preflight.Headers.Contains("Access-Control-Allow-Credentials"));

        using var sent = await server.SendAsync(
            new Uri(server.ApiUrl, "api/public/ingestion"), HttpMethod.Post, $$"""{"batch":[{{Span}},{{Score}}]}""", ("Origin", "https://shop.example"), ("Authorization", $"Bearer {LangfuseServer.Public}"));
        var answer = await BodyAsync(sent);
        Assert.Equal("e-2", answer.GetProperty("successes")[0].GetProperty("id").GetString());
        Assert.Equal(("e-1", 403), (answer.GetProperty("errors")[0].GetProperty("id").GetString(), answer.GetProperty("errors")[0].GetProperty("status").GetInt32()));
        using var read = await SendAsync(server, "GET", "scores", null, $"Bearer {LangfuseServer.Public}");
        Assert.Equal(HttpStatusCode.Unauthorized, read.StatusCode);
    }

    [Fact]
    public async Task A_key_for_calls_may_tell_of_them_and_read_nothing()
    {
        using var sent = await SendAsync(langfuse.Server, "POST", "ingestion", $$"""{"batch":[{{Span}},{{Score}}]}""", $"Bearer {LangfuseServer.CallerSecret}");
        Assert.Equal(2, (await BodyAsync(sent)).GetProperty("successes").GetArrayLength());
        using var read = await SendAsync(langfuse.Server, "GET", "scores", null, $"Bearer {LangfuseServer.CallerSecret}");
        Assert.Equal(HttpStatusCode.Forbidden, read.StatusCode);
        Assert.NotEqual("", (await BodyAsync(read)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_the_python_sdk_sends_is_understood()
    {
        var server = langfuse.Server;
        var span = OneSpan.Request(OneSpan.Plain(1, span =>
        {
            span.Bytes(4, OneSpan.SpanId(99));
            OneSpan.Attributes(
                ("langfuse.internal.as_root", true), ("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "gpt-4o-mini"),
                ("langfuse.observation.input", """[{"role": "user", "content": "ma\u00f1ana?"}]"""), ("langfuse.observation.output", "yes"),
                ("langfuse.observation.usage_details", """{"input": 20, "output": 5}"""), ("langfuse.observation.metadata.attempt", 2L), ("langfuse.observation.metadata.dry", false),
                ("langfuse.trace.name", "python"), ("user.id", "u-1"), ("session.id", "s-1"), ("langfuse.environment", "staging"), ("langfuse.release", "r-7"))(span);
        }));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.ApiUrl, "api/public/otel/v1/traces")) { Content = new ByteArrayContent(span) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-protobuf");
        foreach (var (name, value) in new[]
        {
            ("Authorization", $"Basic {Pair(LangfuseServer.Public, LangfuseServer.Secret)}"), ("x-langfuse-sdk-name", "python"), ("x-langfuse-sdk-version", "3.15.0"),
            ("x-langfuse-public-key", LangfuseServer.Public), ("User-Agent", "OTel-OTLP-Exporter-Python/1.38.0"),
        })
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await server.Http.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (_, trace) = await server.AskAsync(LangfuseServer.Secret, HttpMethod.Get, $"v1/traces/{OneSpan.TraceId}");
        Assert.Equal(("generation", "gpt-4o-mini", "u-1", "s-1", "staging"), (Text("kind"), Text("model"), Text("user_id"), Text("session_id"), Text("environment")));
        Assert.Equal(("mañana?", "yes", 20, 5), (Text("input_text"), Text("output_text"), trace.GetProperty("tokens_in").GetInt32(), trace.GetProperty("tokens_out").GetInt32()));
        Assert.Equal(0, trace.GetProperty("observations")[0].GetProperty("depth").GetInt32());
        Assert.Equal((2, false), (trace.GetProperty("metadata").GetProperty("attempt").GetInt32(), trace.GetProperty("metadata").GetProperty("dry").GetBoolean()));

        string? Text(string name) => trace.GetProperty(name).GetString();
    }

    private static Task<HttpResponseMessage> SendAsync(ServerProcess server, string method, string path, string? body, string? authorization) => server.SendAsync(
        new Uri(server.ApiUrl, $"api/public/{path}"), new HttpMethod(method), body, authorization is null ? [] : [("Authorization", authorization)]);

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response) => JsonElement.Parse(await response.Content.ReadAsStringAsync(Stop));

    private static string Pair(string publicHalf, string secret) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{publicHalf}:{secret}"));
}
