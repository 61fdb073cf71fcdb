using System.Text.Json;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse.Library;

public class DatasetTests
{
    [Fact]
    public async Task A_dataset_is_known_by_its_name_and_keeps_what_is_not_said_again()
    {
        await using var host = await LibraryHost.StartAsync();
        var first = await host.OkAsync("POST", "v2/datasets", """{"name": "team/set one", "description": "d", "metadata": {"a": 1}}""");
        var second = await host.OkAsync("POST", "datasets", """{"name": "team/set one", "description": "e"}""");
        Assert.Equal(Text(first, "id"), Text(second, "id"));
        var read = await host.OkAsync("GET", "v2/datasets/team%2Fset%20one");
        Assert.Equal("""e{"a":1}default""", Text(read, "description") + Raw(read, "metadata") + Text(read, "projectId"));
        Assert.Equal(1, (await host.OkAsync("GET", "v2/datasets")).GetProperty("meta").GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task Items_are_changed_in_part_and_read_as_they_were()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/datasets", """{"name": "d"}""");
        var item = await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "id": "i1", "input": {"q": 1}, "expectedOutput": "one", "sourceTraceId": "t1", "sourceObservationId": "o1"}""");
        await Task.Delay(5, LibraryHost.Stop);
        await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "id": "i1", "expectedOutput": "two", "status": "ARCHIVED"}""");

        var now = (await host.OkAsync("GET", "dataset-items?datasetName=d&sourceTraceId=t1")).GetProperty("data")[0];
        Assert.Equal("""{"q":1}twoARCHIVEDo1""", Raw(now, "input") + Text(now, "expectedOutput") + Text(now, "status") + Text(now, "sourceObservationId"));
        Assert.Equal("[]", Raw(now, "mediaReferences"));
        var then = (await host.OkAsync("GET", $"dataset-items?datasetName=d&version={Text(item, "updatedAt")}")).GetProperty("data")[0];
        Assert.Equal("oneACTIVE", Text(then, "expectedOutput") + Text(then, "status"));
        Assert.Empty((await host.OkAsync("GET", "dataset-items?sourceTraceId=t")).GetProperty("data").EnumerateArray());

        await host.OkAsync("DELETE", "dataset-items/i1");
        Assert.Equal(404, (await host.SendAsync("GET", "dataset-items/i1")).Status);
        Assert.Equal(404, (await host.SendAsync("DELETE", "dataset-items/i1")).Status);
    }

    [Fact]
    public async Task Items_follow_the_schemas_of_their_dataset()
    {
        await using var host = await LibraryHost.StartAsync();
        const string Schema = """{"type": "object", "required": ["q"], "properties": {"q": {"type": "string"}}}""";
        await host.OkAsync("POST", "v2/datasets", $$"""{"name": "d", "inputSchema": {{Schema}}}""");
        await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "input": {"q": "x"}, "expectedOutput": 3}""");

        var (status, body) = await host.SendAsync("POST", "dataset-items", """{"datasetName": "d", "input": {"q": 1}}""");
        Assert.Equal(400, status);
        Assert.Equal("""["input","q"]""", Raw(body.GetProperty("error")[0], "path"));

        Assert.Equal(400, (await host.SendAsync("POST", "v2/datasets", """{"name": "d", "expectedOutputSchema": {"type": "string"}}""")).Status);
        Assert.Equal(400, (await host.SendAsync("POST", "v2/datasets", """{"name": "d", "inputSchema": {"type": "words"}}""")).Status);
    }

    [Fact]
    public async Task A_run_is_made_by_its_first_item_and_holds_all_of_them()
    {
        await using var host = await LibraryHost.StartAsync();
        var dataset = await host.OkAsync("POST", "v2/datasets", """{"name": "d"}""");
        await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "id": "i1", "input": 1}""");
        await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "id": "i2", "input": 2}""");
        var made = await Task.WhenAll(
            host.OkAsync("POST", "dataset-run-items", """{"runName": "r 1", "datasetItemId": "i1", "traceId": "t1", "observationId": "o1", "runDescription": "first", "metadata": {"m": 1}}"""),
            host.OkAsync("POST", "dataset-run-items", """{"runName": "r 1", "datasetItemId": "i2", "traceId": "t2", "datasetVersion": "2026-11-01T00:00:00Z"}"""));
        Assert.Equal(Text(made[0], "datasetRunId"), Text(made[1], "datasetRunId"));

        var run = await host.OkAsync("GET", "datasets/d/runs/r%201");
        Assert.Equal(("first", "d", 2), (Text(run, "description"), Text(run, "datasetName"), run.GetProperty("datasetRunItems").GetArrayLength()));
        Assert.Equal("2026-11-01T00:00:00.000Z", Text(run.GetProperty("metadata"), "dataset_version"));
        Assert.Equal(1, run.GetProperty("metadata").GetProperty("m").GetInt32());
        Assert.Equal("r 1", Text((await host.OkAsync("GET", "datasets/d/runs")).GetProperty("data")[0], "name"));
        Assert.Equal(2, (await host.OkAsync("GET", $"dataset-run-items?datasetId={Text(dataset, "id")}&runName=r%201")).GetProperty("data").GetArrayLength());
        Assert.Equal("""["r 1"]""", Raw(await host.OkAsync("GET", "datasets/d"), "runs"));

        await host.OkAsync("DELETE", "datasets/d/runs/r%201");
        Assert.Equal(404, (await host.SendAsync("GET", "datasets/d/runs/r%201")).Status);
        await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "id": "i1", "status": "ARCHIVED"}""");
        Assert.Equal(404, (await host.SendAsync("POST", "dataset-run-items", """{"runName": "r", "datasetItemId": "i1", "traceId": "t"}""")).Status);
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static string Raw(JsonElement body, string name) => body.GetProperty(name).GetRawText();
}
