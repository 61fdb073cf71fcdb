using System.Net;
using System.Text.Json;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse.Library;

public class PromptTests
{
    [Fact]
    public async Task Each_save_is_a_version_and_a_label_is_on_one_of_them()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/prompts", """{"name": "greet", "prompt": "Hi {{name}}", "labels": ["production"], "tags": ["a"], "config": {"model": "m"}, "commitMessage": "first"}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "greet", "prompt": "Hello {{name}}"}""");

        var production = await host.OkAsync("GET", "v2/prompts/greet");
        Assert.Equal((1, "Hi {{name}}", "first", "text"), (Int(production, "version"), Text(production, "prompt"), Text(production, "commitMessage"), Text(production, "type")));
        Assert.Equal("""["production"]["a"]{"model":"m"}""", Raw(production, "labels") + Raw(production, "tags") + Raw(production, "config"));
        Assert.Equal("Hello {{name}}", Text(await host.OkAsync("GET", "v2/prompts/greet?label=latest"), "prompt"));

        await host.OkAsync("PATCH", "v2/prompts/greet/versions/2", """{"newLabels": ["production", "best"]}""");
        Assert.Equal("""["best","latest","production"]""", Raw(await host.OkAsync("GET", "v2/prompts/greet"), "labels"));
        Assert.Equal("[]", Raw(await host.OkAsync("GET", "v2/prompts/greet?version=1"), "labels"));

        var line = (await host.OkAsync("GET", "v2/prompts?label=best")).GetProperty("data")[0];
        Assert.Equal("""greet[1,2]["best","latest","production"]""", Text(line, "name") + Raw(line, "versions") + Raw(line, "labels"));
        Assert.Equal(0, Int((await host.OkAsync("GET", "v2/prompts?tag=b")).GetProperty("meta"), "totalItems"));
    }

    [Fact]
    public async Task Saves_of_one_name_at_once_get_different_versions()
    {
        await using var host = await LibraryHost.StartAsync();
        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => host.OkAsync("POST", "v2/prompts", $$"""{"name": "busy", "prompt": "{{number}}"}""")));
        Assert.Equal(Enumerable.Range(1, 20), saved.Select(prompt => Int(prompt, "version")).Order());
        Assert.Equal(20, Int(await host.OkAsync("GET", "v2/prompts/busy?label=latest"), "version"));
    }

    [Fact]
    public async Task Prompts_made_of_prompts_are_filled_in_unless_asked_not_to()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/prompts", """{"name": "tone", "prompt": "Be \"kind\".", "labels": ["production"]}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "rules", "prompt": "1. @@@langfusePrompt:name=tone|version=1@@@", "labels": ["production"]}""");
        await host.OkAsync("POST", "v2/prompts", """
            {"name": "agent", "type": "chat", "labels": ["production"],
             "prompt": [{"role": "system", "content": "Rules: @@@langfusePrompt:name=rules|label=production@@@ Go."}, {"type": "placeholder", "name": "history"}]}
            """);

        var filled = await host.OkAsync("GET", "v2/prompts/agent");
        Assert.Equal("""Rules: 1. Be "kind". Go.""", Text(filled.GetProperty("prompt")[0], "content"));
        Assert.Equal("chatmessage", Text(filled.GetProperty("prompt")[0], "type"));
        Assert.Equal("history", Text(filled.GetProperty("prompt")[1], "name"));
        Assert.Equal(2, filled.GetProperty("resolutionGraph").GetProperty("dependencies").EnumerateObject().Count());
        var raw = await host.OkAsync("GET", "v2/prompts/agent?resolve=false");
        Assert.Contains("@@@langfusePrompt", Text(raw.GetProperty("prompt")[0], "content"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@@@langfusePrompt:name=self|label=latest@@@", "Circular")]
    [InlineData("@@@langfusePrompt:name=nobody|label=production@@@", "not found")]
    [InlineData("@@@langfusePrompt:name=talk|label=latest@@@", "not a text prompt")]
    [InlineData("@@@langfusePrompt:name=d3|label=latest@@@", "PromptDepthMax")]
    [InlineData("@@@langfusePrompt:name=long|label=latest@@@@@@langfusePrompt:name=long|label=latest@@@", "PromptCharactersMax")]
    public async Task What_a_prompt_cannot_be_made_of_is_told_when_it_is_saved(string prompt, string why)
    {
        await using var host = await LibraryHost.StartAsync(("Vendors:Langfuse:PromptDepthMax", "2"), ("Vendors:Langfuse:PromptCharactersMax", "1000"));
        await host.OkAsync("POST", "v2/prompts", """{"name": "self", "prompt": "x"}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "talk", "type": "chat", "prompt": [{"role": "user", "content": "x"}]}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "d1", "prompt": "x"}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "d2", "prompt": "@@@langfusePrompt:name=d1|label=latest@@@"}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "d3", "prompt": "@@@langfusePrompt:name=d2|label=latest@@@"}""");
        await host.OkAsync("POST", "v2/prompts", $$"""{"name": "long", "prompt": "{{new string('x', 600)}}"}""");

        var (status, body) = await host.SendAsync("POST", "v2/prompts", JsonSerializer.Serialize(new { name = "self", prompt }));
        Assert.Equal(400, status);
        Assert.Contains(why, Text(body, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("team%2Fa%20b")]
    [InlineData("team%252Fa%2520b")]
    public async Task Names_with_folders_are_found_however_often_they_are_escaped(string path)
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/prompts", """{"name": "team/a b", "prompt": "x", "labels": ["production"]}""");
        Assert.Equal("team/a b", Text(await host.OkAsync("GET", $"v2/prompts/{path}"), "name"));
        Assert.Equal("team/a b", Text(await host.OkAsync("PATCH", $"v2/prompts/{path}/versions/1", """{"newLabels": ["x"]}"""), "name"));
        Assert.Equal(204, (await host.SendAsync("DELETE", $"v2/prompts/{path}")).Status);
        Assert.Equal(404, (await host.SendAsync("GET", $"v2/prompts/{path}")).Status);
    }

    [Fact]
    public async Task An_answer_that_is_still_the_same_need_not_be_sent_again()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/prompts", """{"name": "part", "prompt": "one", "labels": ["production"]}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "whole", "prompt": "@@@langfusePrompt:name=part|label=production@@@", "labels": ["production"]}""");
        using var first = await host.Http.GetAsync("api/public/v2/prompts/whole", LibraryHost.Stop);
        Assert.Equal(HttpStatusCode.NotModified, await AskAgainAsync());

        await host.OkAsync("POST", "v2/prompts", """{"name": "part", "prompt": "two", "labels": ["production"]}""");
        Assert.Equal(HttpStatusCode.OK, await AskAgainAsync());

        async Task<HttpStatusCode> AskAgainAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/public/v2/prompts/whole");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var again = await host.Http.SendAsync(request, LibraryHost.Stop);
            return again.StatusCode;
        }
    }

    [Fact]
    public async Task Versions_are_removed_one_by_one_or_all_at_once()
    {
        await using var host = await LibraryHost.StartAsync();
        await host.OkAsync("POST", "v2/prompts", """{"name": "p", "prompt": "1"}""");
        await host.OkAsync("POST", "v2/prompts", """{"name": "p", "prompt": "2"}""");
        Assert.Equal(204, (await host.SendAsync("DELETE", "v2/prompts/p?version=2")).Status);
        Assert.Equal("1", Text(await host.OkAsync("GET", "v2/prompts/p?label=latest"), "prompt"));
        Assert.Equal(404, (await host.SendAsync("DELETE", "v2/prompts/p?version=2")).Status);
        Assert.Equal(204, (await host.SendAsync("DELETE", "v2/prompts/p")).Status);
        Assert.Equal(404, (await host.SendAsync("DELETE", "v2/prompts/p")).Status);
        Assert.Equal(1, Int(await host.OkAsync("POST", "v2/prompts", """{"name": "p", "prompt": "again"}"""), "version"));
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static int Int(JsonElement body, string name) => body.GetProperty(name).GetInt32();

    private static string Raw(JsonElement body, string name) => body.GetProperty(name).GetRawText();
}
