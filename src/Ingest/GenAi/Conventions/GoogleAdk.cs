using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Conventions;

/// <summary>Google's Agent Development Kit.</summary>
internal static class GoogleAdk
{
    public static Convention Convention { get; } = new("Google ADK",
    [
        new("gcp.vertex.agent.llm_request", Field.AdkInput, 10),
        new("gcp.vertex.agent.llm_response", Field.AdkOutput, 10),
        new("gcp.vertex.agent.tool_call_args", Field.ToolArguments, 50),
        new("gcp.vertex.agent.tool_response", Field.ToolResult, 50),
        new("gcp.vertex.agent.session_id", Field.Session, 105),
        new("gcp.vertex.agent.llm_response", Field.UsageMapLast, 40),
    ],
    []);
}
