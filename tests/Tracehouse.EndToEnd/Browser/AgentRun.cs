using System.Globalization;
using System.Text.Json;

namespace Tracehouse.EndToEnd.Browser;

/// <summary>The run of an agent as OpenTelemetry tells it.</summary>
internal sealed class AgentRun
{
    private readonly List<object> _spans = [];
    private readonly long _start = (DateTimeOffset.UtcNow.AddMinutes(-10) - DateTimeOffset.UnixEpoch).Ticks * 100;

    public string TraceId { get; } = Guid.NewGuid().ToString("N");

    public int Count => _spans.Count;

    /// <summary>Adds a span; times are in milliseconds from the beginning of the run.</summary>
    public string Add(string? parent, string name, string operation, double start, double took, params (string Name, object Value)[] attributes)
    {
        var spanId = Guid.NewGuid().ToString("N")[..16];
        _spans.Add(new
        {
            traceId = TraceId, spanId, parentSpanId = parent ?? "", name, startTimeUnixNano = Time(start), endTimeUnixNano = Time(start + took),
            attributes = attributes.Append(("gen_ai.operation.name", operation)).Select(each => new { key = each.Item1, value = Value(each.Item2) }),
        });
        return spanId;
    }

    /// <summary>Adds a call of a model.</summary>
    public string Chat(string? parent, double start, double took, object[] input, params object[] output) => Add(
        parent, "chat gpt-4o", "chat", start, took, ("gen_ai.request.model", "gpt-4o"), ("gen_ai.provider.name", "openai"), ("gen_ai.usage.input_tokens", 100),
        ("gen_ai.usage.output_tokens", 10), ("gen_ai.input.messages", JsonSerializer.Serialize(input)), ("gen_ai.output.messages", JsonSerializer.Serialize(output)));

    /// <summary>Adds a call of a tool.</summary>
    public string Tool(string parent, string tool, double start, double took, string arguments, string result) => Add(
        parent, "execute_tool " + tool, "execute_tool", start, took, ("gen_ai.tool.name", tool), ("gen_ai.tool.call.arguments", arguments), ("gen_ai.tool.call.result", result));

    public static object Says(string role, string text) => new { role, parts = new[] { new { type = "text", content = text } } };

    public static object Calls(string id, string tool, object arguments) => new { role = "assistant", parts = new[] { new { type = "tool_call", id, name = tool, arguments } } };

    public static object Answers(string id, string text) => new { role = "tool", parts = new[] { new { type = "tool_call_response", id, response = text } } };

    /// <summary>The requests that bring the spans, and leaves none behind.</summary>
    public IEnumerable<object> TakeRequests()
    {
        var requests = _spans.Chunk(2_000).Select(spans => (object)new { resourceSpans = new[] { new { scopeSpans = new[] { new { spans } } } } }).ToList();
        _spans.Clear();
        return requests;
    }

    private string Time(double milliseconds) => (_start + (long)(milliseconds * 1e6)).ToString(CultureInfo.InvariantCulture);

    private static object Value(object value) => value is int number ? new { intValue = number } : new { stringValue = (string)value };
}
