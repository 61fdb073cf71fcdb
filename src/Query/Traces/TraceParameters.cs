using Tracehouse.Query.OpenApi;

namespace Tracehouse.Query.Traces;

/// <summary>Every parameter of a list of traces, for the description of the API.</summary>
internal static class TraceParameters
{
    /// <summary>Those that narrow a list.</summary>
    public static IReadOnlyList<Parameter> Filters { get; } =
    [
        new("since", "string", "ISO 8601, inclusive; also start_date"),
        new("until", "string", "ISO 8601, exclusive; also end_date"),
        new("model", "string", "a model that was asked; also model_id"),
        new("provider", "string", "who ran a model"),
        new("status", "string", "success, error or timeout"),
        new("source", "string", "where a trace came from, a tenant, or a tag"),
        new("routing_alias", "string", "the alias that was asked for"),
        new("tenant_id", "string", "the project"),
        new("search", "string", "words that were all said in the trace; also q"),
        new("kind", "string", "what one of its spans stands for, such as tool"),
        new("tag", "string", "a label; may be given several times"),
        new("tags", "string", "labels that it has all of, separated by commas"),
        .. TraceProperty.All.Where(property => property.Type is PropertyType.Word or PropertyType.Pattern).Select(property => new Parameter(property.Name, "string", property.Meaning)),
        .. TraceProperty.All.Where(property => property.Type == PropertyType.Number).SelectMany(property => new[]
        {
            new Parameter($"min_{property.Name}", "number", $"{property.Meaning}, at least"),
            new Parameter($"max_{property.Name}", "number", $"{property.Meaning}, at most"),
        }),
        new("metadata.{key}", "string", "a value of the metadata of one of its spans"),
        new("attribute.{key}", "string", "a value of the attributes of one of its spans"),
        new("score.{name}", "string", "a judgement of it or of one of its spans, as a word or number"),
        new("min_score.{name}", "number", "such a judgement, at least"),
        new("max_score.{name}", "number", "such a judgement, at most"),
    ];

    /// <summary>Those, the order, and the page.</summary>
    public static IReadOnlyList<Parameter> All { get; } =
    [
        .. Parameter.Window(ListTraces.LimitMax),
        new("offset", "integer", "how many to leave out; not beside cursor"),
        new("sort", "string", $"{string.Join(", ", TraceProperty.All.Select(property => property.Name))}; with a minus before it, the largest first"),
        .. Filters,
    ];
}
