using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>A provider of models on a real port, which answers what a test tells it.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Chat = """{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"cached_tokens":200},"completion_tokens_details":{"reasoning_tokens":10}}}""";
    public const string Response = """{"id":"resp_1","object":"response","created_at":1,"status":"completed","error":null,"incomplete_details":null,"model":"gpt-4o-mini-2024-07-18","output":[{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello","annotations":[]}]}],"parallel_tool_calls":true,"tools":[],"text":{"format":{"type":"text"}},"usage":{"input_tokens":1000,"input_tokens_details":{"cached_tokens":200},"output_tokens":100,"output_tokens_details":{"reasoning_tokens":10},"total_tokens":1100}}""";
    public const string Message = """{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[{"type":"text","text":"Hello, héllo"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":100,"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"output_tokens":50}}""";
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public Func<HttpContext, Task> Answer { get; set; } = Json(200, Chat);

    /// <summary>The headers and body of the last request.</summary>
    public IHeaderDictionary Headers { get; private set; } = new HeaderDictionary();

    public string Body { get; private set; } = "";

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            provider.Body = await reader.ReadToEndAsync();
            provider.Headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            await provider.Answer(context);
        });
        await app.StartAsync();
        return provider;
    }

    public static Func<HttpContext, Task> Json(int status, string body) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(body);
        await context.Response.WriteAsync(body);
    };

    /// <summary>Events, each in a piece of its own; before the one given it waits.</summary>
    public static Func<HttpContext, Task> Events(string[] events, int before = -1, Task? wait = null) => async context =>
    {
        context.Response.ContentType = "text/event-stream";
        for (var i = 0; i < events.Length; i++)
        {
            if (i == before)
            {
                await wait!;
            }

            await context.Response.WriteAsync(events[i] + "\n\n");
            await context.Response.Body.FlushAsync();
        }
    };

    /// <summary>Chunks of a chat completion that says "Hello" and calls a tool.</summary>
    public static string[] Chunks { get; } =
    [
        Chunk("""{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"content":"Hel"},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"content":"lo"},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\""}}]},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":\"Oslo\"}"}}]},"finish_reason":null}"""),
        Chunk("""{"index":0,"delta":{},"finish_reason":"tool_calls"}"""),
        """data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}""",
        "data: [DONE]",
    ];

    /// <summary>Events of an answer of Anthropic's.</summary>
    public static string[] MessageEvents { get; } =
    [
        """event: message_start""" + "\n" + """data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":100,"cache_creation_input_tokens":2000,"cache_read_input_tokens":1000,"output_tokens":1}}}""",
        Event("content_block_start", """ "index":0,"content_block":{"type":"text","text":""} """),
        Event("content_block_delta", """ "index":0,"delta":{"type":"text_delta","text":"Hello, "} """),
        Event("content_block_delta", """ "index":0,"delta":{"type":"text_delta","text":"héllo"} """),
        Event("content_block_stop", """ "index":0 """),
        Event("content_block_start", """ "index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}} """),
        Event("content_block_delta", """ "index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"} """),
        Event("content_block_delta", """ "index":1,"delta":{"type":"input_json_delta","partial_json":"\"Oslo\"}"} """),
        Event("content_block_stop", """ "index":1 """),
        Event("message_delta", """ "delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":50} """),
        "event: message_stop\ndata: {\"type\":\"message_stop\"}",
    ];

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static string Chunk(string choice) => $$"""data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-mini-2024-07-18","choices":[{{choice}}],"usage":null}""";

    private static string Event(string type, string more) => $$"""
        event: {{type}}
        data: {"type":"{{type}}",{{more}}}
        """;
}
