namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>A tool that the model wants called.</summary>
/// <param name="Id">Names the call; null when nothing does.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">For the tool, mostly JSON.</param>
internal readonly record struct ToolCall(string? Id, string Name, string Arguments);
