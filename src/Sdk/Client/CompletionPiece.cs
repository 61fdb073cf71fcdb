using System.Text.Json;

namespace Tracehouse;

/// <summary>A piece of a streamed answer.</summary>
/// <param name="Text">What the model said in it; empty where it says something else.</param>
/// <param name="Raw">The piece in OpenAI's format; undefined for the last.</param>
/// <param name="Summary">In the last piece, what a whole answer has: all of the text, cost, latency, routing. Null before.</param>
public sealed record CompletionPiece(string Text, JsonElement Raw, Completion? Summary = null);
