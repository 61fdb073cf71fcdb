using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Tracehouse.Sdk.Tests.Client;

/// <summary>Calls with an output of a type.</summary>
public sealed partial class CallTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_that_does_not_follow_the_schema_is_asked_for_again_with_what_was_wrong()
    {
        await using var server = await StubServer.StartAsync(Saying("{}", """{"room": "Opera", "beds": "two"}""", """{"room": "Opera", "beds": 2}"""));
        using var client = server.Client();
        var (room, response) = await client.CallAsync<Room>("extract_room", "Extract the room.", new { text = "Two beds" }, cancellationToken: Stop);
        Assert.Equal(new Room("Opera", 2), room);
        Assert.Equal((3, 0.03m), (response.Attempts, response.Cost));

        var last = JsonNode.Parse(server.Received.Last().Body)!;
        Assert.Equal(["system", "user", "assistant", "user", "assistant", "user"], last["messages"]!.AsArray().Select(message => message!["role"]!.GetValue<string>()));
        Assert.Equal("""{"text":"Two beds"}""", (string?)last["messages"]![1]!["content"]);
        Assert.Equal(["room", "beds"], last["response_format"]!["json_schema"]!["schema"]!["required"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task After_so_many_attempts_the_call_fails_and_says_so()
    {
        await using var server = await StubServer.StartAsync(Saying("no JSON"));
        using var client = server.Client();
        var failure = await Assert.ThrowsAsync<TracehouseException>(() => client.CallAsync<Room>("extract_room", attemptsMax: 2, cancellationToken: Stop));
        Assert.Equal("invalid_answer", failure.Code);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task What_is_no_object_is_wrapped_for_the_model_and_unwrapped_again()
    {
        await using var server = await StubServer.StartAsync(Saying("```json\n{\"value\": [\"a\", \"b\"]}\n```"));
        using var client = server.Client();
        var (topics, _) = await client.CallAsync<List<string>>("extract_topics", cancellationToken: Stop);
        Assert.Equal(["a", "b"], topics);
    }

    [Fact]
    public async Task Any_json_is_taken_where_the_type_takes_any()
    {
        await using var server = await StubServer.StartAsync(Saying("""{"free": [1]}"""));
        using var client = server.Client();
        var (any, _) = await client.CallAsync<JsonElement>("extract", cancellationToken: Stop);
        Assert.Equal(1, any.GetProperty("free")[0].GetInt32());
        var (map, _) = await client.CallAsync<Dictionary<string, JsonElement>>("extract", cancellationToken: Stop);
        Assert.Equal("free", map.Single().Key);
    }

    [Fact]
    public async Task Compiled_type_needs_no_reflection_and_text_has_no_schema()
    {
        await using var server = await StubServer.StartAsync(Saying("""{"room": "Opera", "beds": 2}""", "Just words."));
        using var client = server.Client();
        Assert.Equal(new Room("Opera", 2), (await client.CallAsync("extract_room", CallJson.Default.Room, "Extract.", "Text", cancellationToken: Stop)).Result);
        Assert.Equal("Just words.", (await client.CallAsync("say", cancellationToken: Stop)).Result);
        Assert.Null(JsonNode.Parse(server.Received.Last().Body)!["response_format"]);
    }

    [Fact]
    public async Task Call_without_a_model_names_the_setting()
    {
        using var client = StubServer.Client(StubServer.Nowhere(), options => options.Model = null);
        Assert.Contains("TRACEHOUSE_MODEL", (await Assert.ThrowsAsync<ArgumentException>(() => client.CallAsync("say", cancellationToken: Stop))).Message);
    }

    /// <summary>One answer after the other, the last one for ever; each costs a cent.</summary>
    private static Func<HttpContext, string, Task> Saying(params string[] answers)
    {
        var at = -1;
        return (context, _) => context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["content"] = answers[Math.Min(++at, answers.Length - 1)] } }), ["_cost"] = 0.01m, ["trace_id"] = "t",
        });
    }

    private sealed record Room([property: JsonPropertyName("room")] string Name, [property: JsonPropertyName("beds")] int Beds);

    [JsonSerializable(typeof(Room))]
    private sealed partial class CallJson : JsonSerializerContext;
}
