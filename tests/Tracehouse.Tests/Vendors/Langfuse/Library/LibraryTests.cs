using System.Text.Json;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse.Library;

public class LibraryTests(SharedLibrary shared) : IClassFixture<SharedLibrary>
{
    [Theory]
    [InlineData("POST", "v2/prompts", """{"prompt": "x"}""", "name")]
    [InlineData("POST", "v2/prompts", """{"name": "a|b", "prompt": "x"}""", "name")]
    [InlineData("POST", "v2/prompts", """{"name": "a", "prompt": "x", "labels": ["No"]}""", "labels")]
    [InlineData("POST", "v2/prompts", """{"name": "a", "prompt": "x", "labels": 3}""", "labels")]
    [InlineData("POST", "v2/prompts", """{"name": "a", "prompt": 3}""", "prompt")]
    [InlineData("POST", "v2/prompts", """{"name": "a", "type": "chat", "prompt": [{"role": "user"}]}""", "prompt.0.content")]
    [InlineData("PATCH", "v2/prompts/a/versions/1", """{"newLabels": ["latest"]}""", "newLabels")]
    [InlineData("PATCH", "v2/prompts/a/versions/x", """{"newLabels": []}""", "version")]
    [InlineData("GET", "v2/prompts/a?version=0", null, "version")]
    [InlineData("GET", "v2/prompts?fromUpdatedAt=then", null, "fromUpdatedAt")]
    [InlineData("GET", "v2/prompts?limit=1000", null, "limit")]
    [InlineData("POST", "v2/datasets", """{"description": "x"}""", "name")]
    [InlineData("POST", "dataset-items", """{"input": 1}""", "datasetName")]
    [InlineData("POST", "dataset-items", """{"datasetName": "d", "status": "GONE"}""", "status")]
    [InlineData("GET", "dataset-items?version=then", null, "version")]
    [InlineData("POST", "dataset-run-items", """{"datasetItemId": "i"}""", "runName")]
    [InlineData("POST", "dataset-run-items", """{"runName": "r"}""", "datasetItemId")]
    [InlineData("POST", "dataset-run-items", """{"runName": "r", "datasetItemId": "i", "createdAt": "then"}""", "createdAt")]
    [InlineData("GET", "dataset-run-items?datasetId=d", null, "runName")]
    [InlineData("POST", "comments", """{"objectType": "TRACE", "objectId": "t", "content": "c"}""", "projectId")]
    [InlineData("POST", "comments", """{"projectId": "default", "objectType": "SPAN", "objectId": "t", "content": "c"}""", "objectType")]
    [InlineData("POST", "comments", """{"projectId": "default", "objectType": "TRACE", "objectId": "t", "content": ""}""", "content")]
    [InlineData("GET", "comments?objectId=t", null, "objectType")]
    [InlineData("POST", "annotation-queues", """{"name": "q", "scoreConfigIds": []}""", "scoreConfigIds")]
    [InlineData("POST", "annotation-queues/q/items", """{"objectType": "TRACE"}""", "objectId")]
    [InlineData("POST", "annotation-queues/q/items", """{"objectId": "t", "objectType": "TRACE", "status": "NEVER"}""", "status")]
    [InlineData("POST", "annotation-queues/q/assignments", "{}", "userId")]
    [InlineData("POST", "models", """{"modelName": "m", "matchPattern": "("}""", "matchPattern")]
    [InlineData("POST", "models", """{"modelName": "m", "matchPattern": "m", "pricingTiers": [{"name": "t", "priority": 1, "prices": {"input": 1}}]}""", "pricingTiers.0.conditions")]
    [InlineData("POST", "models", """{"modelName": "m", "matchPattern": "m", "pricingTiers": [null]}""", "pricingTiers.0.name")]
    public async Task What_is_wrong_with_a_request_names_its_field(string method, string path, string? body, string field)
    {
        var host = shared.Host;
        var (status, answer) = await host.SendAsync(method, path, body);
        Assert.Equal(400, status);
        Assert.Equal("Invalid request data", answer.GetProperty("message").GetString());
        Assert.Equal(field, string.Join('.', answer.GetProperty("error")[0].GetProperty("path").EnumerateArray().Select(step => step.GetString())));
    }

    [Fact]
    public async Task What_belongs_to_another_project_is_not_there()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/prompts", """{"name": "p", "prompt": "x", "labels": ["production"]}""");
        await host.OkAsync("POST", "v2/datasets", """{"name": "d"}""");
        await host.OkAsync("POST", "dataset-items", """{"datasetName": "d", "id": "i", "input": 1}""");
        await host.OkAsync("POST", "dataset-run-items", """{"runName": "r", "datasetItemId": "i", "traceId": "t"}""");
        var comment = await host.OkAsync("POST", "comments", """{"projectId": "default", "objectType": "TRACE", "objectId": "t", "content": "c"}""");
        var model = await host.OkAsync("POST", "models", """{"modelName": "m", "matchPattern": "m", "unit": "TOKENS", "inputPrice": 0.1}""");
        foreach (var path in new[]
        {
            "v2/prompts/p", "v2/datasets/d", "datasets/d", "datasets/d/runs", "datasets/d/runs/r", "dataset-items/i", "dataset-items?datasetName=d",
            $"comments/{comment.GetProperty("id")}", $"models/{model.GetProperty("id")}",
        })
        {
            await host.OkAsync("GET", path);
            Assert.Equal(404, (await host.SendAsync("GET", path, null, "other")).Status);
        }

        Assert.Equal(404, (await host.SendAsync("DELETE", "v2/prompts/p", null, "other")).Status);
        Assert.Equal(404, (await host.SendAsync("POST", "dataset-run-items", """{"runName": "r", "datasetItemId": "i", "traceId": "t"}""", "other")).Status);
        Assert.Equal(404, (await host.SendAsync("POST", "comments", """{"projectId": "default", "objectType": "TRACE", "objectId": "t", "content": "c"}""", "other")).Status);
        Assert.Empty((await host.SendAsync("GET", "comments", null, "other")).Body.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Queues_hold_things_until_they_are_judged()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.SaveAsync(new Entity(ProjectId.Default, "score-config", "c1", Utf8Text.From("{}")));
        Assert.Equal(400, (await host.SendAsync("POST", "annotation-queues", """{"name": "q", "scoreConfigIds": ["c2"]}""")).Status);
        var queue = Text(await host.OkAsync("POST", "annotation-queues", """{"name": "q", "scoreConfigIds": ["c1"], "description": "d"}"""), "id");
        Assert.Equal(409, (await host.SendAsync("POST", "annotation-queues", """{"name": "q", "scoreConfigIds": ["c1"]}""")).Status);

        var item = Text(await host.OkAsync("POST", $"annotation-queues/{queue}/items", """{"objectId": "t1", "objectType": "TRACE"}"""), "id");
        await host.OkAsync("POST", $"annotation-queues/{queue}/items", """{"objectId": "t2", "objectType": "TRACE"}""");
        var judged = await host.OkAsync("PATCH", $"annotation-queues/{queue}/items/{item}", """{"status": "COMPLETED"}""");
        Assert.NotNull(judged.GetProperty("completedAt").GetString());
        Assert.Equal("t2", Text((await host.OkAsync("GET", $"annotation-queues/{queue}/items?status=PENDING")).GetProperty("data")[0], "objectId"));
        await host.OkAsync("DELETE", $"annotation-queues/{queue}/items/{item}");
        Assert.Equal(404, (await host.SendAsync("GET", $"annotation-queues/{queue}/items/{item}")).Status);

        Assert.Equal(queue, Text(await host.OkAsync("POST", $"annotation-queues/{queue}/assignments", """{"userId": "u"}"""), "queueId"));
        Assert.True((await host.OkAsync("DELETE", $"annotation-queues/{queue}/assignments", """{"userId": "u"}""")).GetProperty("success").GetBoolean());
    }

    [Fact]
    public async Task Models_of_the_project_come_before_those_of_the_server()
    {
        await using var host = await LibraryHost.StartAsync();
        var made = await host.OkAsync("POST", "models", """
            {"modelName": "m", "matchPattern": "(?i)^m$", "unit": "TOKENS", "pricingTiers": [
               {"name": "usual", "isDefault": true, "priority": 0, "conditions": [], "prices": {"input": 0.000001}},
               {"name": "long", "isDefault": false, "priority": 1, "conditions": [{"usageDetailPattern": "input", "operator": "gt", "value": 200000, "caseSensitive": false}], "prices": {"input": 0.000002}}]}
            """);
        Assert.Equal(2, made.GetProperty("pricingTiers").GetArrayLength());
        var models = (await host.OkAsync("GET", "models?limit=1&page=2")).GetProperty("data");
        Assert.Equal(("gpt-test", true, 0.0000025m), (Text(models[0], "modelName"), models[0].GetProperty("isLangfuseManaged").GetBoolean(), models[0].GetProperty("inputPrice").GetDecimal()));
        Assert.Equal("gpt-test", Text(await host.OkAsync("GET", "models/openai%2Fgpt-test"), "modelName"));

        await host.OkAsync("PUT", $"models/{Text(made, "id")}", """{"modelName": "n", "matchPattern": "n", "unit": "TOKENS", "inputPrice": 1, "outputPrice": 2}""");
        var changed = await host.OkAsync("GET", $"models/{Text(made, "id")}");
        Assert.Equal(("n", 2m), (Text(changed, "modelName"), changed.GetProperty("prices").GetProperty("output").GetProperty("price").GetDecimal()));
        Assert.Equal(204, (await host.SendAsync("DELETE", $"models/{Text(made, "id")}")).Status);
        Assert.Equal(404, (await host.SendAsync("DELETE", "models/openai%2Fgpt-test")).Status);
    }

    [Theory]
    [InlineData("v2/evaluators")]
    [InlineData("v2/evaluation-rules")]
    [InlineData("unstable/evaluators")]
    [InlineData("unstable/dashboards")]
    [InlineData("llm-connections")]
    [InlineData("integrations/blob-storage")]
    public async Task What_is_not_offered_says_so_and_lists_nothing(string path)
    {
        var host = shared.Host;
        Assert.Empty((await host.OkAsync("GET", path)).GetProperty("data").EnumerateArray());
        foreach (var method in new[] { "POST", "PUT" })
        {
            var (status, body) = await host.SendAsync(method, path, "{}");
            Assert.Equal(501, status);
            Assert.NotEmpty(Text(body, "message"));
        }

        Assert.Equal(404, (await host.SendAsync("GET", $"{path}/x")).Status);
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
