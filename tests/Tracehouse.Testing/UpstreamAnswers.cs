using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Testing;

/// <summary>Things that a provider of models may do, good and bad.</summary>
public static class UpstreamAnswers
{
    /// <summary>A whole answer.</summary>
    public const string Completion = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":200},"completion_tokens_details":{"reasoning_tokens":10}}}
        """;

    /// <summary>An answer as events, with token counts in an event of their own.</summary>
    public const string Stream = StreamStart + StreamUsage + "data: [DONE]\n\n";

    /// <summary>The same up to the token counts.</summary>
    public const string StreamStart =
        """
        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}

        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}],"usage":null}

        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}],"usage":null}

        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}


        """;

    /// <summary>The event with the token counts.</summary>
    public const string StreamUsage =
        """
        data: {"id":"c1","object":"chat.completion.chunk","model":"gpt-4o-mini-2024-07-18","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}


        """;

    /// <summary>One JSON body of known length.</summary>
    public static Func<HttpContext, Task> Json(int status, string body, params (string Name, string Value)[] headers) => async context =>
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        await context.Response.Body.WriteAsync(bytes);
    };

    /// <summary>Events in the pieces given, each flushed; then a normal end.</summary>
    public static Func<HttpContext, Task> Events(params IEnumerable<byte[]> pieces) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var piece in pieces)
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
        }
    };

    /// <summary>Events in one piece.</summary>
    public static Func<HttpContext, Task> Events(string text) => Events([Encoding.UTF8.GetBytes(text)]);

    /// <summary>The start of something, and then, once it has arrived, the connection is broken off.</summary>
    public static Func<HttpContext, Task> Cut(string contentType, string start, long? length, Task arrived) => async context =>
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(start));
        await context.Response.Body.FlushAsync();
        await arrived;
        context.Abort();
    };

    /// <summary>The start of something, which arrives, and then the end of the connection.</summary>
    public static Func<HttpContext, Task> Broken(string contentType, string start, long? length) => async context =>
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = length;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(start));
        await context.Response.Body.FlushAsync();
        throw new InvalidOperationException("The connection is to end here.");
    };

    /// <summary>The start of events, and then nothing until the gateway hangs up; that completes the source.</summary>
    public static Func<HttpContext, Task> Stall(string start, TaskCompletionSource hungUp) => async context =>
    {
        if (start.Length > 0)
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(start));
            await context.Response.Body.FlushAsync();
        }

        using var registration = context.RequestAborted.Register(() => hungUp.TrySetResult());
        await hungUp.Task;
    };
}
