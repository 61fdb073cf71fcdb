namespace Tracehouse.Query.Traces;

/// <summary>
/// A property of traces that lists are filtered and sorted by. This table is the one place that knows them: parameters, orders and their description
/// follow from it.
/// </summary>
/// <param name="Name">Its name in the REST API.</param>
/// <param name="Column">Where it is in the table of traces.</param>
/// <param name="Type">How it is compared.</param>
/// <param name="Meaning">What it is, for the description of the API.</param>
internal sealed record TraceProperty(string Name, string Column, PropertyType Type, string Meaning)
{
    /// <summary>Another name of the same.</summary>
    public string OtherName { get; init; } = "";

    /// <summary>What a list is sorted by, where that is not the column.</summary>
    public string Rank { get; init; } = "";

    public static IReadOnlyList<TraceProperty> All { get; } =
    [
        new("created_at", "start_time", PropertyType.Time, "when the first span began") { OtherName = "start_time" },
        new("request_id", "trace_id", PropertyType.Word, "the trace") { OtherName = "trace_id" },
        new("name", "name", PropertyType.Pattern, "the name of the trace; * stands for anything"),
        new("level", "level", PropertyType.Word, "the highest level of its spans: debug, default, warning or error")
        {
            Rank = "toString(indexOf(['debug', 'default', 'warning', 'error'], level))",
        },
        new("session_id", "session_id", PropertyType.Word, "the conversation"),
        new("user_id", "user_id", PropertyType.Word, "the end user"),
        new("environment", "environment", PropertyType.Word, "where the caller ran"),
        new("release", "release", PropertyType.Word, "the release of the caller's program"),
        new("version", "version", PropertyType.Word, "the version of the piece of that program"),
        new("service_name", "service_name", PropertyType.Word, "the program that reported it"),
        new("error_type", "error_type", PropertyType.Word, "why it failed"),
        new("latency_ms", "latency_ms", PropertyType.Number, "from the first start to the last end"),
        new("ttft_ms", "ttft_ms", PropertyType.Number, "time to the first token"),
        new("tokens_in", "input_tokens", PropertyType.Number, "prompt tokens") { OtherName = "input_tokens" },
        new("tokens_out", "output_tokens", PropertyType.Number, "response tokens") { OtherName = "output_tokens" },
        new("total_tokens", "if(input_tokens IS NULL AND output_tokens IS NULL, NULL, ifNull(input_tokens, 0) + ifNull(output_tokens, 0))", PropertyType.Number, "both together"),
        new("cached_input_tokens", "cached_input_tokens", PropertyType.Number, "prompt tokens read from a cache"),
        new("reasoning_tokens", "reasoning_tokens", PropertyType.Number, "response tokens of reasoning"),
        new("cost_usd", "total_cost_usd", PropertyType.Number, "US dollars") { OtherName = "total_cost_usd" },
        new("input_cost_usd", "input_cost_usd", PropertyType.Number, "US dollars for prompts"),
        new("output_cost_usd", "output_cost_usd", PropertyType.Number, "US dollars for responses"),
        new("observation_count", "observation_count", PropertyType.Number, "how many spans it has"),
        new("error_count", "error_count", PropertyType.Number, "how many of them failed"),
        new("model", "model", PropertyType.Order, "the model"),
        new("provider", "provider", PropertyType.Order, "who ran it"),
        new("status", "status", PropertyType.Order, "how it ended"),
        new("kind", "kind", PropertyType.Order, "what the root stands for"),
        new("routing_alias", "routing_alias", PropertyType.Order, "the alias that was asked for"),
        new("tags", "arrayStringConcat(tags, ',')", PropertyType.Order, "its labels"),
        new("input_preview", "input_preview", PropertyType.Order, "the beginning of what went in"),
        new("output_preview", "output_preview", PropertyType.Order, "the beginning of what came out"),
    ];

    /// <summary>Null when there is none of that name.</summary>
    public static TraceProperty? Find(string name) => All.FirstOrDefault(property => property.Name == name || (property.OtherName.Length > 0 && property.OtherName == name));
}
