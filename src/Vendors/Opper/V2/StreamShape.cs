using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V2;

/// <summary>One line of data per event; values of JSON with their places.</summary>
internal sealed class StreamShape : IStreamShape
{
    public static StreamShape Instance { get; } = new();

    public bool TellsPaths => true;

    public string Begin(string spanId) => Event(new JsonObject { ["span_id"] = spanId });

    public string Text(string delta) => Event(new JsonObject { ["delta"] = delta, ["chunk_type"] = "text" });

    public string Value(string path, JsonNode delta) => Event(new JsonObject { ["delta"] = delta, ["json_path"] = path, ["chunk_type"] = "json" });

    public string Fault(string type, string message) => Event(new JsonObject { ["chunk_type"] = "error", ["error_type"] = type, ["error_message"] = message });

    public string? End(CallRequest call, CallOutcome outcome) => null;

    private static string Event(JsonObject data) => $"data: {Answers.Text(data)}\n\n";
}
