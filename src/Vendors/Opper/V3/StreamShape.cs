using System.Text.Json.Nodes;
using Tracehouse.Vendors.Opper.Calls;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.V3;

/// <summary>Pieces of text, the end with what was spent, and the whole answer once more.</summary>
internal sealed class StreamShape : IStreamShape
{
    public static StreamShape Instance { get; } = new();

    public bool TellsPaths => false;

    public string? Begin(string spanId) => null;

    public string Text(string delta) => Event(new JsonObject { ["type"] = "content", ["delta"] = delta });

    public string Value(string path, JsonNode delta) => Event(new JsonObject { ["type"] = "content", ["delta"] = delta });

    public string Fault(string type, string message) => Event(new JsonObject { ["type"] = "error", ["error"] = message, ["code"] = type }) + "data: [DONE]\n\n";

    public string End(CallRequest call, CallOutcome outcome) =>
        Event(new JsonObject { ["type"] = "done", ["usage"] = outcome.Spent.ToUsage() }) + $"event: complete\ndata: {Answers.Text(CallEndpoints.Body(call, outcome))}\n\n" + "data: [DONE]\n\n";

    private static string Event(JsonObject data) => $"data: {Answers.Text(data)}\n\n";
}
