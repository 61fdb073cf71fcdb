using System.Text.Json.Nodes;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>The events of a streamed call, as each generation writes them. What is null is not written.</summary>
internal interface IStreamShape
{
    /// <summary>Whether JSON comes as its values, one by one with their places, rather than as text.</summary>
    bool TellsPaths { get; }

    string? Begin(string spanId);

    string? Text(string delta);

    /// <summary>A piece of a value of the JSON that was asked for.</summary>
    string? Value(string path, JsonNode delta);

    string? Fault(string type, string message);

    string? End(CallRequest call, CallOutcome outcome);
}
