using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Compatibility;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>What Langfuse's clients read back of traces, observations, sessions and metrics, right after it was sent.</summary>
public sealed class LangfuseReadingTests
{
    private const string Trace = "3f1c2a9e-5b7d-4c1e-8a43-0d9f6e2b7c55";

    private static readonly (string Schema, string Path)[] Answers =
    [
        ("Traces", "traces?userId=ann&tags=a&tags=b&environment=prod&orderBy=name.asc"), ("Traces", "traces?fields=core"), ("TraceWithFullDetails", $"traces/{Trace}"),
        ("TraceWithFullDetails", $"traces/{Trace}?fields=core,metrics"), ("legacyObservationsViews", "observations?type=GENERATION&level=ERROR&userId=ann"),
        ("ObservationsViewSingle", "observations/o-call"), ("ObservationsViewSingle", "observations/o-open"),
        ("ObservationsV2Response", "v2/observations?fields=core,basic,time,io,metadata,model,usage,prompt,metrics,trace_context&limit=1"),
        ("ObservationsV2Response", "v2/observations?traceId=3f1c2a9e5b7d4c1e8a430d9f6e2b7c55"), ("PaginatedSessions", "sessions?environment=prod"), ("SessionWithTraces", "sessions/talk"),
        ("DailyMetrics", "metrics/daily?traceName=whole"),
    ];

    private static readonly (string Path, string Field)[] Malformed =
    [
        ("traces?page=0", "page"), ("traces?limit=101", "limit"), ("traces?fromTimestamp=soon", "fromTimestamp"), ("traces?orderBy=colour.asc", "orderBy"), ("traces?fields=all", "fields"),
        ("traces?filter=x", "filter"), ("traces?filter=[{\"column\":\"colour\",\"operator\":\"=\",\"value\":\"red\"}]", "colour"), ($"traces/{new string('x', 257)}", "traceId"),
        ("observations?level=LOUD", "level"), ("observations?toStartTime=x", "toStartTime"), ($"observations/{new string('x', 257)}", "observationId"),
        ("observations?filter=[{\"column\":\"latency\",\"operator\":\"contains\",\"value\":\"1\"}]", "latency"), ("v2/observations?limit=1001", "limit"), ("v2/observations?cursor=no!", "cursor"),
        ("v2/observations?fields=all", "fields"), ("v2/observations?parseIoAsJson=true", "parseIoAsJson"), ("sessions?toTimestamp=x", "toTimestamp"), ($"sessions/{new string('x', 1001)}", "sessionId"),
        ("metrics", "query"), ("metrics?query={}", "view"), ("v2/metrics?query={\"view\":\"traces\"}", "view"), ("metrics/daily?limit=x", "limit"),
        ("metrics?query={\"view\":\"traces\",\"fromTimestamp\":\"2026-01-01\",\"toTimestamp\":\"2027-01-01\"}", "metrics"),
        ("metrics?query={\"view\":\"traces\",\"metrics\":[{\"measure\":\"joy\",\"aggregation\":\"sum\"}],\"fromTimestamp\":\"2026-01-01\",\"toTimestamp\":\"2027-01-01\"}", "joy"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("langfuse3", "langfuse-3.39.2-reading", "langfuse 3.39.2 (npm), reading")]
    [InlineData("langfuse4", "langfuse-4.6.1-reading", "@langfuse/client 4.6.1 (npm), reading")]
    [InlineData("langfuse5", "langfuse-5.11.1-reading", "@langfuse/client 5.11.1 (npm), reading")]
    public async Task A_client_reads_what_it_has_just_sent(string folder, string file, string client)
    {
        await using var server = await LangfuseServer.StartAsync();
        using var node = Built.Start(["node", Built.Client($"{folder}/read.mjs"), server.ApiUrl.OriginalString, LangfuseServer.Public, LangfuseServer.Secret]);
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.WaitForExitAsync(Stop);
        Assert.True(node.ExitCode == 0, await output + await errors);
        var run = JsonElement.Parse((await output).Trim().Split('\n')[^1]);
        var answers = run.GetProperty("answers").EnumerateArray().ToList();
        ClientFragment.Check(file, client, [.. answers.Select(Feature)]);

        var id = run.GetProperty("traceId").GetString();
        var trace = answers.First(answer => answer.GetProperty("schema").GetString() == "TraceWithFullDetails").GetProperty("value");
        Assert.Equal((id, "why?", "because", "1.2"), (Text(trace, "id"), trace.GetProperty("input").GetProperty("question").GetString(), Text(trace, "output"), Text(trace, "version")));
        Assert.Equal(["alpha", "beta"], trace.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal("eu", trace.GetProperty("metadata").GetProperty("region").GetString());
        var call = trace.GetProperty("observations").EnumerateArray().Single(span => Text(span, "name") == "call model");
        Assert.Equal((id, "WARNING", "slow", "gpt-4o-mini"), (Text(call, "traceId"), Text(call, "level"), Text(call, "statusMessage"), Text(call, "model")));
        Assert.Equal((10, 5, 0.03), (call.GetProperty("usageDetails").GetProperty("input").GetInt32(), call.GetProperty("usage").GetProperty("output").GetInt32(), call.GetProperty("calculatedTotalCost").GetDouble()));
        Assert.Equal(0.5, call.GetProperty("modelParameters").GetProperty("temperature").GetDouble());
        Assert.NotEqual(JsonValueKind.Null, call.GetProperty("endTime").ValueKind);
        Assert.Contains("helpful", trace.GetProperty("scores").EnumerateArray().Select(score => Text(score, "name")));
        Assert.Contains(id, answers.First(answer => answer.GetProperty("schema").GetString() == "Traces").GetProperty("value").GetProperty("data").EnumerateArray().Select(each => Text(each, "id")));
    }

    [Fact]
    public async Task Every_answer_has_what_strict_clients_demand()
    {
        await using var server = await LangfuseServer.StartAsync();
        await IngestAsync(server);
        foreach (var (schema, path) in Answers)
        {
            var (status, answer) = await GetAsync(server, path);
            Assert.True(status == HttpStatusCode.OK, $"{path}: {answer}");
            AnswerSchemas.Check(schema, answer);
            Assert.True(!answer.TryGetProperty("data", out var rows) || rows.GetArrayLength() > 0, $"{path} finds nothing.");
        }

        var trace = (await GetAsync(server, $"traces/{Trace}")).Body;
        Assert.Equal((Trace, "whole", "ann", "talk", "prod", true), (
            Text(trace, "id"), Text(trace, "name"), Text(trace, "userId"), Text(trace, "sessionId"), Text(trace, "environment"), trace.GetProperty("public").GetBoolean()));
        Assert.Equal(["o-root", "o-call", "o-open"], trace.GetProperty("observations").EnumerateArray().Select(span => Text(span, "id")));
        Assert.Equal(2.5, trace.GetProperty("observations")[1].GetProperty("latency").GetDouble());
        Assert.Equal("2026-11-01T08:00:01.500Z", Text(trace.GetProperty("observations")[1], "completionStartTime"));
        Assert.Equal(JsonValueKind.Null, trace.GetProperty("observations")[2].GetProperty("endTime").ValueKind);
        Assert.Equal("hello", Text(trace.GetProperty("observations")[1], "input"));
        Assert.Equal("assistant", Text(trace.GetProperty("observations")[1].GetProperty("output"), "role"));
        Assert.Equal(-1, (await GetAsync(server, "traces?fields=core")).Body.GetProperty("data")[0].GetProperty("latency").GetDouble());
    }

    [Fact]
    public async Task Pages_of_observations_follow_each_other_without_gap_or_repeat()
    {
        await using var server = await LangfuseServer.StartAsync();
        await IngestAsync(server);
        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var (_, page) = await GetAsync(server, $"v2/observations?limit=2{cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(span => Text(span, "id")));
            cursor = page.GetProperty("meta").TryGetProperty("cursor", out var next) ? $"&cursor={next.GetString()}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(["o-open", "o-call", "o-root"], seen);
        var (_, second) = await GetAsync(server, "observations?limit=2&page=2");
        Assert.Equal(("o-root", 3), (Text(second.GetProperty("data")[0], "id"), second.GetProperty("meta").GetProperty("totalItems").GetInt32()));
    }

    [Fact]
    public async Task Metrics_are_those_of_what_was_sent()
    {
        await using var server = await LangfuseServer.StartAsync();
        await IngestAsync(server);
        const string Window = "\"fromTimestamp\":\"2026-11-01T00:00:00Z\",\"toTimestamp\":\"2026-11-02T00:00:00Z\"";
        Assert.Equal(
            """{"data":[{"time_dimension":"2026-11-01T00:00:00.000Z","traceName":"whole","userId":"ann","count_count":3,"sum_totalTokens":28,"p50_latency":2500}]}""",
            await MetricsAsync(server, "v2/metrics", $$$"""
                {"view":"observations",{{{Window}}},"dimensions":[{"field":"traceName"},{"field":"userId"}],"timeDimension":{"granularity":"day"},
                "metrics":[{"measure":"count","aggregation":"count"},{"measure":"totalTokens","aggregation":"sum"},{"measure":"latency","aggregation":"p50"}]}
                """));
        Assert.Equal(
            """{"data":[{"sessionId":"talk","count_count":1,"max_observationsCount":3}]}""",
            await MetricsAsync(server, "metrics", $$$"""
                {"view":"traces",{{{Window}}},"dimensions":[{"field":"sessionId"}],"filters":[{"column":"tags","operator":"any of","value":["a","z"],"type":"arrayOptions"}],
                "metrics":[{"measure":"count","aggregation":"count"},{"measure":"observationsCount","aggregation":"max"}]}
                """));
        Assert.Equal(
            """{"data":[{"name":"helpful","avg_value":1}]}""",
            await MetricsAsync(server, "v2/metrics", $$$"""{"view":"scores-numeric",{{{Window}}},"dimensions":[{"field":"name"}],"metrics":[{"measure":"value","aggregation":"avg"}]}"""));
    }

    [Fact]
    public async Task Every_endpoint_refuses_in_langfuses_words()
    {
        await using var server = await LangfuseServer.StartAsync();
        await IngestAsync(server);
        foreach (var path in Answers.Select(answer => answer.Path).Concat(["metrics", "v2/metrics"]))
        {
            var (status, body) = await GetAsync(server, path, "sk-lf-wrong-0123456789");
            Assert.True(status == HttpStatusCode.Unauthorized && body.GetProperty("message").GetString()!.Length > 0, $"{path}: {status} {body}");
        }

        foreach (var (path, field) in Malformed)
        {
            var (status, body) = await GetAsync(server, path);
            Assert.True(status == HttpStatusCode.BadRequest && body.GetRawText().Contains(field, StringComparison.Ordinal), $"{path}: {status} {body}");
        }

        foreach (var path in new[] { $"traces/{Trace}", "observations/o-call", "sessions/talk" })
        {
            var (status, body) = await GetAsync(server, path, LangfuseServer.OtherSecret);
            Assert.True(status == HttpStatusCode.NotFound && Text(body, "error") == "LangfuseNotFoundError", $"{path}: {status} {body}");
        }

        foreach (var path in new[] { "traces", "observations", "v2/observations", "sessions", "metrics/daily" })
        {
            Assert.Equal(0, (await GetAsync(server, path, LangfuseServer.OtherSecret)).Body.GetProperty("data").GetArrayLength());
        }
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_only_that()
    {
        await using var server = await LangfuseServer.StartAsync();
        await IngestAsync(server);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(LangfuseServer.OtherSecret, HttpMethod.Delete, $"api/public/traces/{Trace}")).Status);
        var (wrong, why) = await server.AskAsync(LangfuseServer.Secret, HttpMethod.Delete, "api/public/traces", "{\"traceIds\":[\"\"]}");
        Assert.True(wrong == HttpStatusCode.BadRequest && why.GetRawText().Contains("traceIds"), why.GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await server.AskAsync(LangfuseServer.OtherSecret, HttpMethod.Delete, "api/public/traces", $$"""{"traceIds":["{{Trace}}"]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, $"traces/{Trace}")).Status);

        var (status, told) = await server.AskAsync(LangfuseServer.Secret, HttpMethod.Delete, $"api/public/traces/{Trace}");
        Assert.Equal(HttpStatusCode.OK, status);
        AnswerSchemas.Check("DeleteTraceResponse", told);
        foreach (var path in new[] { $"traces/{Trace}", "observations/o-call", "sessions/talk" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, path)).Status);
        }
    }

    [Fact]
    public async Task A_trace_of_a_thousand_spans_comes_whole()
    {
        await using var server = await LangfuseServer.StartAsync();
        var events = Enumerable.Range(0, 1_000).Select(number => $$$"""
            {"id":"e-{{{number}}}","type":"generation-create","timestamp":"2026-11-01T08:00:00.000Z","body":{"id":"g-{{{number}}}","traceId":"large","name":"step","model":"gpt-4o-mini",
            "startTime":"2026-11-01T08:00:{{{number % 60:00}}}.{{{number:000}}}Z","input":[{"role":"user","content":"said {{{number}}}"}],"output":"heard {{{number}}}"}}
            """);
        await SendAsync(server, events);
        var (status, trace) = await GetAsync(server, "traces/large");
        Assert.Equal(HttpStatusCode.OK, status);
        var spans = trace.GetProperty("observations").EnumerateArray().ToDictionary(span => Text(span, "id")!);
        Assert.Equal(1_000, spans.Count);
        Assert.All(Enumerable.Range(0, 1_000), number => Assert.Equal(
            ($"said {number}", $"heard {number}"), (Text(spans[$"g-{number}"].GetProperty("input")[0], "content"), Text(spans[$"g-{number}"], "output"))));
    }

    private static Task IngestAsync(ServerProcess server) => SendAsync(server,
    [
        $$$"""{"id":"1","type":"trace-create","timestamp":"2026-11-01T08:00:00.000Z","body":{"id":"{{{Trace}}}","name":"whole","userId":"ann","sessionId":"talk","tags":["b","a"],"environment":"prod","public":true,"input":{"q":1},"metadata":{"region":"eu"} }}""",
        $$$"""{"id":"2","type":"span-create","timestamp":"2026-11-01T08:00:00.000Z","body":{"id":"o-root","traceId":"{{{Trace}}}","name":"root","startTime":"2026-11-01T08:00:00.000Z","endTime":"2026-11-01T08:00:05.000Z","environment":"prod"}}""",
        $$$"""{"id":"3","type":"generation-create","timestamp":"2026-11-01T08:00:01.000Z","body":{"id":"o-call","traceId":"{{{Trace}}}","parentObservationId":"o-root","name":"call","startTime":"2026-11-01T08:00:01.000Z","completionStartTime":"2026-11-01T08:00:01.500Z","model":"gpt-4o-mini","modelParameters":{"temperature":0.1,"stop":["a"]},"input":"hello","promptName":"greet","promptVersion":4,"environment":"prod"}}""",
        """{"id":"4","type":"generation-update","timestamp":"2026-11-01T08:00:03.000Z","body":{"id":"o-call","endTime":"2026-11-01T08:00:03.500Z","output":{"role":"assistant","content":"hi"},"usageDetails":{"input":12,"input_cached_tokens":8,"output":8,"total":28},"level":"ERROR","statusMessage":"cut"}}""".Replace("\"id\":\"o-call\"", $"\"id\":\"o-call\",\"traceId\":\"{Trace}\""),
        $$$"""{"id":"5","type":"span-create","timestamp":"2026-11-01T08:00:04.000Z","body":{"id":"o-open","traceId":"{{{Trace}}}","parentObservationId":"o-root","name":"open","startTime":"2026-11-01T08:00:04.000Z"}}""",
        $$$"""{"id":"6","type":"score-create","timestamp":"2026-11-01T08:00:05.000Z","body":{"id":"sc-1","traceId":"{{{Trace}}}","name":"helpful","value":1}}""",
    ]);

    private static async Task SendAsync(ServerProcess server, IEnumerable<string> events)
    {
        var (status, answer) = await server.AskAsync(LangfuseServer.Secret, HttpMethod.Post, "api/public/ingestion", $"{{\"batch\":[{string.Join(',', events)}]}}");
        Assert.True((int)status == 207 && answer.GetProperty("errors").GetArrayLength() == 0, answer.GetRawText());
    }

    private static async Task<string> MetricsAsync(ServerProcess server, string path, string query) =>
        (await GetAsync(server, $"{path}?query={Uri.EscapeDataString(query)}")).Body.GetRawText();

    private static Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(ServerProcess server, string path, string secret = LangfuseServer.Secret) =>
        server.AskAsync(secret, HttpMethod.Get, $"api/public/{path}");

    private static ClientFeature Feature(JsonElement answer)
    {
        var (name, schema) = (Text(answer, "feature")!, Text(answer, "schema")!);
        var fault = schema.Length == 0 ? answer.TryGetProperty("value", out _) ? "It is still there." : ""
            : answer.TryGetProperty("error", out var error) ? error.GetString()!
            : string.Join(", ", AnswerSchemas.Faults(answer.GetProperty("value"), schema, schema));
        return new ClientFeature(name, fault.Length == 0, fault);
    }

    private static string? Text(JsonElement value, string name) => value.GetProperty(name).GetString();
}
