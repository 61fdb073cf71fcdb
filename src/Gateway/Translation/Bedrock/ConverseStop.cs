namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Why an answer ended, in OpenAI's words.</summary>
internal static class ConverseStop
{
    /// <summary>A reason that is not known here is told as <c>stop</c>; Bedrock's own word is told beside it in any case.</summary>
    public static string Translate(string? reason) => reason switch
    {
        "max_tokens" or "model_context_window_exceeded" => "length",
        "tool_use" => "tool_calls",
        "guardrail_intervened" or "content_filtered" => "content_filter",
        _ => "stop",
    };
}
