using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tracehouse.Testing;

namespace Tracehouse.EndToEnd.Vendors.Opper;

/// <summary>
/// Models behind the gateway: one that repeats what it is told, and needs two tries to follow a schema; one that fails; and one that makes vectors of the
/// letters of texts.
/// </summary>
internal static class OpperModels
{
    private const int TokensIn = 10;
    private const int TokensOut = 20;

    public static Task AnswerAsync(HttpContext context)
    {
        var received = context.Features.Get<ReceivedRequest>()!;
        var request = JsonNode.Parse(received.Body)!.AsObject();
        return received.Target.EndsWith("/embeddings", StringComparison.Ordinal) ? EmbedAsync(context, request) : ChatAsync(context, request);
    }

    private static Task ChatAsync(HttpContext context, JsonObject request)
    {
        if (request["model"]!.GetValue<string>() == "failing")
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsJsonAsync(new JsonObject { ["error"] = new JsonObject { ["message"] = "It fails." } }, context.RequestAborted);
        }

        var said = request["messages"]!.AsArray().Where(message => message!["role"]!.GetValue<string>() == "user").Select(message => message!["content"]!.GetValue<string>()).ToList();
        var isStream = request["stream"]?.GetValue<bool>() == true;
        var follows = request["response_format"] is null || isStream || said.Count > 1;
        var text = !follows ? "{}" : request["response_format"] is null ? $"You said: {said[^1]}" : said[0];
        var usage = new JsonObject { ["prompt_tokens"] = TokensIn, ["completion_tokens"] = TokensOut, ["total_tokens"] = TokensIn + TokensOut };
        return isStream ? StreamAsync(context, text, usage) : context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1,
            ["model"] = "opper-test",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = text, ["refusal"] = null }, ["finish_reason"] = "stop", ["logprobs"] = null,
            }),
            ["usage"] = usage,
        }, context.RequestAborted);
    }

    private static async Task StreamAsync(HttpContext context, string text, JsonObject usage)
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var piece in text.Chunk(7))
        {
            await SendAsync(context, Chunk(new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = new string(piece) } }), null));
        }

        await SendAsync(context, Chunk([], usage));
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static JsonObject Chunk(JsonArray choices, JsonObject? usage) => new()
    {
        ["id"] = "chatcmpl-1", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = "opper-test", ["choices"] = choices, ["usage"] = usage,
    };

    private static Task SendAsync(HttpContext context, JsonObject data) => context.Response.WriteAsync($"data: {data.ToJsonString()}\n\n", context.RequestAborted);

    private static Task EmbedAsync(HttpContext context, JsonObject request)
    {
        var texts = request["input"] is JsonArray list ? list.Select(text => text!.GetValue<string>()).ToList() : [request["input"]!.GetValue<string>()];
        return context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["object"] = "list",
            ["model"] = request["model"]!.DeepClone(),
            ["data"] = new JsonArray([.. texts.Select((text, index) => new JsonObject { ["object"] = "embedding", ["index"] = index, ["embedding"] = JsonSerializer.SerializeToNode(Letters(text)) })]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = 5, ["total_tokens"] = 5 },
        }, context.RequestAborted);
    }

    private static float[] Letters(string text) => [.. Enumerable.Range('a', 26).Select(letter => (float)text.Count(character => char.ToLowerInvariant(character) == letter))];
}
