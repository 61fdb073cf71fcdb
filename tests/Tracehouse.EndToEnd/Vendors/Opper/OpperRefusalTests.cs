using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Opper;

/// <summary>What Opper's API refuses, in the shape of errors that each of its generations reads.</summary>
public sealed class OpperRefusalTests
{
    private const string One = "th-sk-one-opper-0123456789";
    private const string Two = "th-sk-two-opper-0123456789";
    private const string CallOnly = "th-sk-call-opper-0123456789";

    /// <summary>Method, path and a body that is wrong in the field that is named; a path with {span}, {trace}, {function}, {dataset}, {entry}, {metric} or {knowledge} names one of another project.</summary>
    private static readonly (string Method, string Path, string Body, string Field)[] Endpoints =
    [
        ("POST", "v2/spans", """{"name": 1}""", "name"), ("POST", "v2/spans", """{"name": "a", "start_time": "soon"}""", "start_time"), ("POST", "v2/spans", "[1", "JSON"),
        ("GET", "v2/spans/{span}", "", ""), ("PATCH", "v2/spans/{span}", """{"score": "high"}""", "score"), ("DELETE", "v2/spans/{span}", "", ""),
        ("POST", "v2/spans/{span}/metrics", """{"dimension": "a", "value": "b"}""", "value"), ("GET", "v2/spans/{span}/metrics?limit=x", "", "limit"),
        ("GET", "v2/spans/{span}/metrics/{metric}", "", ""), ("PATCH", "v2/spans/{span}/metrics/{metric}", """{"value": true}""", "value"), ("DELETE", "v2/spans/{span}/metrics/{metric}", "", ""),
        ("POST", "v2/spans/{span}/feedback", """{"score": 2}""", "score"), ("POST", "v2/spans/{span}/save_examples", """{"dataset_name": 1}""", "dataset_name"),
        ("GET", "v2/traces?offset=-1", "", "offset"), ("GET", "v2/traces/{trace}", "", ""),
        ("POST", "v2/call", """{"name": "a", "output_schema": 1}""", "output_schema"), ("POST", "v2/call/stream", "{}", "name"),
        ("POST", "v2/functions", """{"name": "a"}""", "instructions"), ("GET", "v2/functions?limit=0", "", "limit"), ("GET", "v2/functions/{function}", "", ""),
        ("GET", "v2/functions/by-name/planted", "", ""), ("PATCH", "v2/functions/{function}", """{"instructions": 1}""", "instructions"), ("DELETE", "v2/functions/{function}", "", ""),
        ("GET", "v2/functions/{function}/revisions", "", ""), ("POST", "v2/functions/{function}/call", """{"examples": 1}""", "examples"),
        ("POST", "v2/datasets/{dataset}", """{"output": 1}""", ""), ("GET", "v2/datasets/{dataset}/entries", "", ""), ("POST", "v2/datasets/{dataset}/entries/query", "", "query"),
        ("GET", "v2/datasets/{dataset}/entries/{entry}", "", ""), ("PATCH", "v2/datasets/{dataset}/entries/{entry}", "{}", ""), ("DELETE", "v2/datasets/{dataset}/entries/{entry}", "", ""),
        ("POST", "v2/embeddings", "{}", "model"), ("GET", "v2/models?limit=a", "", "limit"), ("POST", "v2/models/custom", "{}", "Providers"),
        ("POST", "v2/models/aliases", """{"name": "a"}""", "fallback_models"), ("GET", "v2/models/aliases/nobody", "", ""), ("DELETE", "v2/models/aliases/nobody", "", ""),
        ("GET", "v2/analytics/usage?granularity=week", "", "granularity"), ("GET", "v2/analytics/usage?from_date=x", "", "from_date"),
        ("POST", "v2/knowledge", """{"name": "a"}""", "embedding_model"), ("GET", "v2/knowledge/{knowledge}", "", ""), ("DELETE", "v2/knowledge/{knowledge}", "", ""),
        ("POST", "v2/knowledge/{knowledge}/add", "{}", "content"), ("POST", "v2/knowledge/{knowledge}/query", """{"query": "a", "filters": [{}]}""", "filters"),
        ("DELETE", "v2/knowledge/{knowledge}/query", """{"filters": 1}""", "filters"), ("GET", "v2/knowledge/{knowledge}/documents/a", "", ""), ("POST", "v2/rerank", "{}", "Rerank"), ("POST", "v2/ocr", "{}", "not offered"),
        ("GET", "v2/nothing", "", ""), ("GET", "opper/v2/nothing", "", ""),
        ("POST", "v1/spans", """{"name": "a", "uuid": 1}""", "uuid"), ("PUT", "v1/spans/{span}", """{"end_time": "x"}""", "end_time"), ("DELETE", "v1/spans/{span}", "", ""),
        ("POST", "v1/spans/{span}/metrics", "{}", "value"), ("POST", "v1/spans/{span}/save_examples", "", ""), ("POST", "v1/spans/{span}/generation", """{"model": 1}""", "model"),
        ("POST", "v1/call", "{}", "name"), ("POST", "v1/chat/planted", "{}", "messages"), ("POST", "api/v1/functions", "{}", "path"), ("GET", "api/v1/functions/{function}", "", ""),
        ("GET", "v1/datasets/{dataset}/entries", "", ""), ("GET", "v1/indexes/{knowledge}", "", ""), ("GET", "opper/v1/nothing", "", ""),
        ("POST", "v3/spans", """{"name": "a", "tags": 1}""", "tags"), ("GET", "v3/spans/{span}", "", ""), ("PATCH", "v3/spans/{span}", """{"output": 1, "meta": 1}""", "meta"),
        ("DELETE", "v3/spans/{span}", "", ""), ("POST", "v3/spans/{span}/events", """{"kind": "feedback", "data": {}}""", "data.score"), ("GET", "v3/spans/{span}/events", "", ""),
        ("GET", "v3/traces?limit=a", "", "limit"), ("GET", "v3/traces/{trace}", "", ""), ("DELETE", "v3/traces/{trace}", "", ""), ("POST", "v3/call", "{}", "name"),
        ("POST", "v3/functions/planted/call", """{"tags": 1}""", "tags"), ("GET", "v3/functions/planted", "", ""), ("DELETE", "v3/functions/planted", "", ""), ("GET", "v3/nothing", "", ""),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_endpoint_refuses_in_its_own_shape()
    {
        await using var server = await ServerProcess.StartAsync(
            "--Keys:0:Project", "one", "--Keys:0:Secret", One, "--Keys:1:Project", "two", "--Keys:1:Secret", Two, "--Keys:2:Project", "two", "--Keys:2:Secret", CallOnly, "--Keys:2:Role", "CallOnly");
        var planted = await PlantAsync(server);
        var wrong = new List<string>();
        foreach (var (method, template, body, field) in Endpoints)
        {
            var path = planted.Aggregate(template, (text, name) => text.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));
            await ExpectAsync("no key", method, path, body, "th-sk-nobody-0123456789", HttpStatusCode.Unauthorized, "");
            if (field.Length > 0)
            {
                await ExpectAsync("malformed", method, path, body, Two, HttpStatusCode.BadRequest, field);
            }

            if (path != template || template.Contains("planted", StringComparison.Ordinal) || field.Length == 0)
            {
                await ExpectAsync("of another project", method, path, Sound(template), Two, HttpStatusCode.NotFound, "");
            }
        }

        Assert.Empty(wrong);
        await ExpectAsync("call only", "GET", "v2/traces", "", CallOnly, HttpStatusCode.Forbidden, "");
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(server, "POST", "v2/spans", """{"name": "told"}""", CallOnly)).Status);
        Assert.Empty(wrong);

        async Task ExpectAsync(string why, string method, string path, string body, string key, HttpStatusCode status, string word)
        {
            if (why == "of another project" && (path.Contains("save_examples?", StringComparison.Ordinal) || body == "-"))
            {
                return;
            }

            var (got, type, text) = await SendAsync(server, method, path, body, key);
            if (got != status || type != "application/json" || !IsOfItsGeneration(path, text) || !text.Contains(word, StringComparison.Ordinal))
            {
                wrong.Add($"{why}: {method} {path} gave {(int)got} {type} {text}");
            }
        }
    }

    /// <summary>A body with which nothing is wrong but what it is sent to; a dash where there is nothing of another project to be sent to.</summary>
    private static string Sound(string template) => template switch
    {
        _ when template.EndsWith("/metrics", StringComparison.Ordinal) => """{"dimension": "a", "value": 1}""",
        _ when template.Contains("/metrics?", StringComparison.Ordinal) => "-",
        _ when template.EndsWith("/feedback", StringComparison.Ordinal) => """{"score": 1}""",
        _ when template.EndsWith("/events", StringComparison.Ordinal) => """{"kind": "feedback", "data": {"score": 1}}""",
        _ when template.EndsWith("/add", StringComparison.Ordinal) => """{"content": "a"}""",
        _ when template.EndsWith("/query", StringComparison.Ordinal) => """{"query": "a"}""",
        _ when template.Contains("/chat/", StringComparison.Ordinal) => """{"messages": []}""",
        _ when template.Contains("{dataset}", StringComparison.Ordinal) => """{"input": "a"}""",
        "v3/functions/planted/call" => "-",
        _ => "",
    };

    private static bool IsOfItsGeneration(string path, string text)
    {
        using var json = JsonDocument.Parse(text);
        var body = json.RootElement;
        return path.Contains("v2/", StringComparison.Ordinal) ? body.TryGetProperty("type", out _) && body.GetProperty("message").ValueKind == JsonValueKind.String
            : path.Contains("v3/", StringComparison.Ordinal) ? body.GetProperty("error").TryGetProperty("code", out _)
            : body.GetProperty("errors")[0].TryGetProperty("message", out _);
    }

    private static async Task<Dictionary<string, string>> PlantAsync(ServerProcess server)
    {
        var span = await MakeAsync("v2/spans", """{"name": "planted"}""");
        var (spanId, traceId) = (span.GetProperty("id").GetString()!, span.GetProperty("trace_id").GetString()!);
        var function = await MakeAsync("v2/functions", """{"name": "planted", "instructions": "Do."}""");
        var dataset = function.GetProperty("dataset_id").GetString()!;
        return new Dictionary<string, string>
        {
            ["span"] = spanId,
            ["trace"] = traceId,
            ["function"] = function.GetProperty("id").GetString()!,
            ["dataset"] = dataset,
            ["metric"] = (await MakeAsync($"v2/spans/{spanId}/metrics", """{"dimension": "a", "value": 1}""")).GetProperty("id").GetString()!,
            ["entry"] = (await MakeAsync($"v2/datasets/{dataset}", """{"input": "a"}""")).GetProperty("id").GetString()!,
            ["knowledge"] = (await MakeAsync("v2/knowledge", """{"name": "planted", "embedding_model": "m"}""")).GetProperty("id").GetString()!,
        };

        async Task<JsonElement> MakeAsync(string path, string body)
        {
            var (status, _, text) = await SendAsync(server, "POST", path, body, One);
            Assert.True((int)status is 200 or 201, text);
            return JsonElement.Parse(text);
        }
    }

    private static async Task<(HttpStatusCode Status, string? Type, string Text)> SendAsync(ServerProcess server, string method, string path, string body, string key)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.ApiUrl, path));
        request.Headers.TryAddWithoutValidation(path.Contains("v1/", StringComparison.Ordinal) ? "X-OPPER-API-KEY" : "Authorization", path.Contains("v1/", StringComparison.Ordinal) ? key : $"Bearer {key}");
        if (body.Length > 0)
        {
            // Without a content type, as some of its clients send.
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        using var response = await server.Http.SendAsync(request, Stop);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync(Stop));
    }
}
