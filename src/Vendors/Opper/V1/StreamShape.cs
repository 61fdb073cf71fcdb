using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V1;

/// <summary>One line of data per event, all of it text.</summary>
internal sealed class StreamShape : IStreamShape
{
    public static StreamShape Instance { get; } = new();

    public bool TellsPaths => false;

    public string Begin(string spanId) => Event(new JsonObject { ["span_id"] = spanId });

    public string Text(string delta) => Event(new JsonObject { ["delta"] = delta });

    public string Value(string path, JsonNode delta) => Event(new JsonObject { ["delta"] = delta });

    public string Fault(string type, string message) => Event(new JsonObject { ["error"] = message, ["error_type"] = type });

    public string? End(CallRequest call, CallOutcome outcome) => null;

    private static string Event(JsonObject data) => $"data: {Answers.Text(data)}\n\n";
}
