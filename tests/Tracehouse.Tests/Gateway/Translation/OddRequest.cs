namespace Tracehouse.Tests.Gateway.Translation;

/// <summary>Makes up chat requests and answers whose properties have the right names, and often values of the wrong kind: the same from the same seed.</summary>
internal static class OddRequest
{
    private static readonly string[] Words =
    [
        "\"user\"", "\"assistant\"", "\"tool\"", "\"system\"", "\"text\"", "\"image_url\"", "\"file\"", "\"function\"", "\"auto\"", "\"required\"", "\"json_schema\"",
        "\"data:image/png;base64,AA==\"", "\"data:text/plain;base64,!\"", "\"data:,\"", "\"{}\"", "\"{\\\"a\\\":1}\"", "\"thinking\"", "\"tool_use\"", "\"text_delta\"",
        "\"thinking_delta\"", "\"signature_delta\"", "\"input_json_delta\"", "\"citations_delta\"", "\"\"",
    ];

    private static readonly string[] Names =
    [
        "type", "text", "refusal", "image_url", "url", "file", "file_data", "file_id", "filename", "function", "name", "parameters", "arguments", "id", "tool_call_id", "cache_control",
        "index", "is_error", "schema", "json_schema", "content", "thinking", "signature", "input", "partial_json", "caller", "citations", "citation", "user_id", "include_usage",
    ];

    private static readonly string[] OfRequest =
    [
        "tools", "tool_choice", "stop", "response_format", "reasoning_effort", "thinking", "output_config", "max_tokens", "metadata", "user", "service_tier", "betas", "stream", "stream_options",
        "parallel_tool_calls", "system", "n", "logit_bias", "modalities", "other",
    ];

    private static readonly string[] OfMessage = ["content", "tool_calls", "thinking_blocks", "content_blocks", "cache_control", "tool_call_id"];

    public static string Make(int seed)
    {
        var random = new RandomJson(seed);
        var messages = string.Join(",", Enumerable.Range(0, 1 + random.Next(4)).Select(_ => Message(random)));
        var others = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $",\"{OfRequest[random.Next(OfRequest.Length)]}\":{Value(random, 3)}"));
        return $"{{\"model\":\"claude-sonnet-4-5\",\"messages\":[{messages}]{others}}}";
    }

    /// <summary>A value of any kind, whose names and words are likely to mean something.</summary>
    public static string Value(RandomJson random, int depth) => random.Next(depth > 0 ? 9 : 4) switch
    {
        0 => random.Value(1),
        1 => random.Next(4).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 or 3 => Words[random.Next(Words.Length)],
        4 or 5 => "[" + string.Join(",", Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth - 1))) + "]",
        _ => "{" + string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{Names[random.Next(Names.Length)]}\":{Value(random, depth - 1)}")) + "}",
    };

    private static string Message(RandomJson random)
    {
        var role = random.Next(20) == 0 ? Value(random, 1) : Words[random.Next(4)];
        return $"{{\"role\":{role}{string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => $",\"{OfMessage[random.Next(OfMessage.Length)]}\":{Value(random, 4)}"))}}}";
    }
}
