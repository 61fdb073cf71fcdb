using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors;

/// <summary>Whatever stands in the place of a field, a vendor's API refuses it or takes it, and never fails.</summary>
public sealed class HostileBodyTests
{
    private const int AtOnce = 16;
    private const string Mark = "@@mark@@";
    private const string Time = "2026-11-01T08:00:00.000Z";

    private static readonly string[] Bad =
        ["null", "7", "1e999", "\"x\"", "[null]", "{}", """{"a":1,"a":2}""", $"{new string('[', 70)}{new string(']', 70)}", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\"", "\"\\u0000\"", "\"\\ud83d\""];

    private static readonly (string Method, string Path, string Body)[] Requests =
    [
        ("POST", "api/public/ingestion", Event("generation-create", """{"id":"o","traceId":"t","name":"n","startTime":"T","completionStartTime":"T","model":"m","modelParameters":{"a":1},"input":{"q":1},"output":1,"usage":{"input":1,"inputCost":0.1},"usageDetails":{"input":1},"costDetails":{"input":1},"metadata":{"k":{"z":1}},"level":"ERROR","statusMessage":"s","promptName":"p","promptVersion":1,"version":"v","environment":"e","parentObservationId":"p"}""")),
        ("POST", "api/public/ingestion", Event("trace-create", """{"id":"t","name":"n","userId":"u","tags":["a"],"input":1,"metadata":{"a":{"b":1}},"public":true,"release":"r","timestamp":"T"}""")),
        ("POST", "api/public/ingestion", Event("score-create", """{"id":"s","traceId":"t","observationId":"o","name":"n","value":1,"dataType":"NUMERIC","comment":"c","metadata":{"a":1},"timestamp":"T"}""")),
        ("POST", "api/public/scores", """{"id":"s","traceId":"t","name":"n","value":1,"metadata":{"a":1},"configId":"c","queueId":"q"}"""),
        ("POST", "api/public/score-configs", """{"name":"n","dataType":"CATEGORICAL","categories":[{"label":"a","value":1}],"description":"d"}"""),
        ("POST", "api/public/media", """{"contentType":"image/png","contentLength":1,"field":"input","sha256Hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}"""),
        ("DELETE", "api/public/traces", """{"traceIds":["nope"]}"""),
        ("POST", "api/public/v2/prompts", """{"name":"pp","type":"chat","prompt":[{"role":"user","content":"c"}],"config":{"a":1},"labels":["a"],"tags":["t"],"commitMessage":"m"}"""),
        ("POST", "api/public/v2/datasets", """{"name":"d","metadata":{"a":1},"inputSchema":{"type":"object","properties":{"a":{"type":"string"}}}}"""),
        ("POST", "api/public/dataset-items", """{"datasetName":"known","id":"i","input":{"a":1},"expectedOutput":1,"metadata":{"a":1},"sourceTraceId":"t","status":"ACTIVE"}"""),
        ("POST", "api/public/dataset-run-items", """{"runName":"r","metadata":{"a":1},"datasetItemId":"i","traceId":"t","observationId":"o","createdAt":"T"}"""),
        ("POST", "api/public/annotation-queues", """{"name":"q","scoreConfigIds":["c"]}"""),
        ("POST", "api/public/models", """{"modelName":"m","matchPattern":"^a$","startDate":"T","unit":"TOKENS","pricingTiers":[{"name":"n","isDefault":true,"priority":0,"conditions":[],"prices":{"input":1}},{"name":"n2","isDefault":false,"priority":1,"conditions":[{"usageDetailPattern":"^input","operator":"gt","value":1}],"prices":{"input":1}}]}"""),
        ("POST", "v2/spans", """{"name":"n","id":"os","trace_id":"ot","parent_id":"op","type":"tool","start_time":"T","end_time":"T","input":{"a":1},"output":"o","error":"e","meta":{"a":{"b":1}},"score":1,"tags":{"a":"b"}}"""),
        ("PATCH", "v2/spans/os", """{"name":"n","output":"o","meta":{"a":{"b":1}},"score":1,"tags":{"a":"b"}}"""),
        ("POST", "v1/spans/os/generation", """{"called_at":"T","duration_ms":3,"model":"m","messages":[{"role":"user","content":"a"}],"response":"r","prompt_tokens":1,"cost":1}"""),
        ("POST", "v2/spans/os/metrics", """{"dimension":"d","value":1,"comment":"c"}"""),
        ("PUT", "v3/functions/fg", """{"instructions":"i","input_schema":{"a":1},"output_schema":{"a":1},"model":"m","configuration":{"a":1}}"""),
        ("POST", "v2/call", """{"name":"c","instructions":"i","input":{"a":1},"model":"demo/x","examples":[{"input":1,"output":2}],"configuration":{"model_parameters":{"temperature":1}}}"""),
        ("POST", "v1/trace", """{"type":"traces","task":"tool","trace_id":"n1","parent_id":"n0","interaction_id":"i","input":"a","start_timestamp":1761984000000,"end_timestamp":1761984000000,"custom":"{'a': 1}","user":{"user_id":"u"},"metadata":{"os":"x"}}"""),
        ("POST", "v1/trace", """{"type":"traces","task":"tool","interaction_id":"i","end_timestamp":1761984000000,"latency":100000000000}"""),
        ("POST", "v1/traces", """{"traces":[{"request_id":"ot1","messages":[{"role":"user","content":"h"}],"model":"m","tokens_in":1,"latency_ms":3,"tags":["a"],"timestamp":"T","metadata":{"a":1},"execution_timeline":[{"phase":"p","started_at":"T","tool_input":{"a":1}}],"response_tool_calls":[{"a":1}]}]}"""),
        ("POST", "v1/datasets/from-traces", """{"name":"n","trace_ids":["a"],"limit":1}"""),
        ("POST", "v1/datasets/known/samples", """{"samples":[{"input":1,"expected_output":2,"metadata":{"a":1},"trace_id":"t"}]}"""),
    ];

    private static readonly string[] Questions = ["api/public/traces", "api/public/traces/t", "api/public/v2/observations?fields=core,basic,io,metadata,usage,model", "api/public/v3/scores", "v2/traces", "v2/traces/ot", "v3/traces/ot", "v1/traces"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_value_of_any_field_makes_the_server_fail()
    {
        await using var server = await ServerProcess.StartAsync();
        await StatusAsync(server, "POST", "api/public/v2/datasets", """{"name":"known"}""");
        await StatusAsync(server, "POST", "api/public/dataset-items", """{"datasetName":"known","id":"i","input":1}""");
        var failed = new ConcurrentQueue<string>();
        var all = from request in Requests
                  from marked in Marked(JsonNode.Parse(request.Body.Replace("\"T\"", $"\"{Time}\"", StringComparison.Ordinal))!)
                  from bad in Bad
                  select (request.Method, request.Path, Body: marked.Replace($"\"{Mark}\"", bad, StringComparison.Ordinal));
        await Parallel.ForEachAsync(all.ToList(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Stop }, async (one, _) =>
        {
            if (await StatusAsync(server, one.Method, one.Path, one.Body) is >= 500 and not (501 or 502) and var status)
            {
                failed.Enqueue($"{status}: {one.Method} {one.Path} {one.Body}");
            }
        });

        foreach (var question in Questions)
        {
            if (await StatusAsync(server, "GET", question, null) is not 200 and var status)
            {
                failed.Enqueue($"{status}: GET {question}");
            }
        }

        Assert.True(failed.IsEmpty, string.Join((char)10, failed.Take(20)));
        Assert.DoesNotContain("for a bug", server.Output);
    }

    private static string Event(string type, string body) => $$"""{"batch":[{"id":"e","type":"{{type}}","timestamp":"{{Time}}","body":{{body}}}]}""";

    /// <summary>The same body with each of its values marked in turn.</summary>
    private static IEnumerable<string> Marked(JsonNode body)
    {
        var places = Places(body).ToList();
        foreach (var (parent, name, index) in places)
        {
            var value = name is null ? parent[index]?.DeepClone() : parent[name]?.DeepClone();
            Put(Mark);
            yield return body.ToJsonString();
            Put(value);

            void Put(JsonNode? now)
            {
                if (name is null)
                {
                    parent[index] = now;
                }
                else
                {
                    parent[name] = now;
                }
            }
        }
    }

    /// <summary>Inner values come before what they stand in, as marking puts copies back.</summary>
    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.ToList().SelectMany(item => Places(item.Value).Append((map, item.Key, 0))),
        JsonArray list => list.ToList().SelectMany((item, index) => Places(item).Append((list, null, index))),
        _ => [],
    };

    private static async Task<int> StatusAsync(ServerProcess server, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.ApiUrl, path));
        request.Content = body is null ? null : new StringContent(body, null, "application/json");
        using var answer = await server.Http.SendAsync(request, Stop);
        return (int)answer.StatusCode;
    }
}
