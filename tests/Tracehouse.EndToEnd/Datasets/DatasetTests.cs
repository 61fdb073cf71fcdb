using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Access;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Datasets;

/// <summary>Datasets from a recorded call to a file to learn from, through the real store.</summary>
public sealed class DatasetTests(SharedServer shared)
{
    private const string One = "th-sk-one-planted-0123456789";
    private const string Two = "th-sk-two-planted-0123456789";

    [Fact]
    public async Task A_call_becomes_an_item_that_is_corrected_and_exported()
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Secret", One, "--Keys:1:Secret", Two, "--Keys:1:Project", "other");
        using var call = await server.SendAsync(
            new Uri(server.GatewayUrl, "v1/chat/completions"), HttpMethod.Post, """{"model": "demo/echo", "messages": [{"role": "user", "content": "what is =1+1?"}]}""", ("Authorization", $"Bearer {One}"));
        var trace = call.TraceId();

        var (status, dataset) = await server.AskAsync(One, HttpMethod.Post, "v1/datasets", """{"name": "sums", "description": "to learn from", "metadata": {"a": 1}}""");
        Assert.Equal(HttpStatusCode.Created, status);
        var id = Text(dataset, "id");
        var added = await server.AskAsync(One, HttpMethod.Post, "v1/datasets/sums/items",
            $$"""{"items": [{"trace_id": "{{trace}}"}, {"trace_id": "nowhere"}, {"id": "mine", "input": "=2+2", "expected_output": "4"}, {"input": {"x": 1} }]}""");
        Assert.Equal(HttpStatusCode.Created, added.Status);
        Assert.Contains("nowhere", Text(added.Body.GetProperty("errors")[0], "message"), StringComparison.Ordinal);
        Assert.Equal(1, added.Body.GetProperty("errors")[0].GetProperty("index").GetInt32());
        var recorded = added.Body.GetProperty("items")[0];
        Assert.Equal((trace, "what is =1+1?"), (Text(recorded, "source_trace_id"), Text(recorded.GetProperty("input")[0], "content")));
        Assert.Equal("assistant", Text(recorded.GetProperty("expected_output"), "role"));

        var before = DateTimeOffset.UtcNow;
        var changed = await server.AskAsync(One, HttpMethod.Patch, $"v1/datasets/{id}/items/{Text(recorded, "id")}", """{"expected_output": "2", "comment": "it cannot add"}""");
        Assert.Equal(("2", trace), (Text(changed.Body, "expected_output"), Text(changed.Body, "source_trace_id")));
        Assert.Equal("2", Text((await ItemsAsync(server, "sums/items"))[0], "expected_output"));
        Assert.Equal(JsonValueKind.Object, (await ItemsAsync(server, $"sums/items?as_of={before:yyyy-MM-ddTHH:mm:ss.ffffffZ}"))[0].GetProperty("expected_output").ValueKind);
        Assert.Single(await ItemsAsync(server, $"sums/items?source_trace_id={trace}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await server.AskAsync(One, HttpMethod.Get, "v1/datasets/sums/items?source_span_id=a")).Status);

        Assert.Equal(
            ["""{"messages":[{"role":"user","content":"what is =1+1?"},{"role":"assistant","content":"2"}]}""", """{"messages":[{"role":"user","content":"=2+2"},{"role":"assistant","content":"4"}]}"""],
            (await ExportAsync(server, "chat")).TrimEnd().Split('\n').Select(line => line.Replace("\\u002B", "+", StringComparison.Ordinal)));
        Assert.Equal(3, (await ExportAsync(server, "jsonl")).TrimEnd().Split('\n').Length);
        Assert.Contains("'=2+2", await ExportAsync(server, "csv"), StringComparison.Ordinal);
        Assert.StartsWith("PAR1", await ExportAsync(server, "parquet"), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(Two, HttpMethod.Get, "v1/datasets/sums")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(Two, HttpMethod.Get, $"v1/datasets/{id}/items")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(Two, HttpMethod.Delete, $"v1/datasets/{id}/items/mine")).Status);

        await server.KillAsync();
        await server.RestartAsync();
        await server.StoreReadyAsync(One);
        Assert.Equal(3, (await ItemsAsync(server, $"{id}/items")).Count);
        using var gone = await server.SendAsync(new Uri(server.ApiUrl, "v1/datasets/sums"), HttpMethod.Delete, null, ("Authorization", $"Bearer {One}"));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.AskAsync(One, HttpMethod.Get, $"v1/datasets/{id}/items")).Status);
    }

    [Theory]
    [InlineData("v1/datasets", "[]", "object")]
    [InlineData("v1/datasets", "{}", "'name'")]
    [InlineData("v1/datasets", """{"name": 7}""", "'name'")]
    [InlineData("v1/datasets", "{", "not JSON")]
    [InlineData("v1/datasets/given/items", "{}", "'input'")]
    [InlineData("v1/datasets/given/items", """{"input": 1, "comment": 2}""", "'comment'")]
    [InlineData("v1/datasets/given/items", """[7]""", "object")]
    public async Task What_is_wrong_is_named(string path, string body, string word)
    {
        await shared.Server.AskAsync("any", HttpMethod.Post, "v1/datasets", """{"name": "given"}""");
        var (status, answer) = await shared.Server.AskAsync("any", HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(word, Text(answer.GetProperty("error"), "message"), StringComparison.Ordinal);
    }

    private static async Task<List<JsonElement>> ItemsAsync(ServerProcess server, string path) =>
        [.. (await server.AskAsync(One, HttpMethod.Get, $"v1/datasets/{path}")).Body.GetProperty("items").EnumerateArray()];

    private static async Task<string> ExportAsync(ServerProcess server, string format)
    {
        using var answer = await server.SendAsync(new Uri(server.ApiUrl, $"v1/datasets/sums/export?format={format}"), HttpMethod.Get, null, ("Authorization", $"Bearer {One}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
