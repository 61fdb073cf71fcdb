namespace Tracehouse.Records;

/// <summary>The properties of <see cref="SpanPart.Fields"/>. Of all but <see cref="Metadata"/> and <see cref="Tags"/> the last word counts, and what is empty says nothing.</summary>
public static class PartFields
{
    /// <summary><c>trace</c> for what is said of the trace as a whole; then the span id is <see cref="TraceNote"/>.</summary>
    public const string Kind = "kind";

    /// <summary>Text.</summary>
    public const string Name = "name";

    /// <summary>The id of the span above.</summary>
    public const string Parent = "parent";

    /// <summary>A time as in RFC 3339; of parts that begin a span the first counts.</summary>
    public const string Start = "start";

    /// <summary>A time as in RFC 3339, which counts only where no part says <see cref="Start"/>.</summary>
    public const string StartOtherwise = "start_otherwise";

    /// <summary>A time as in RFC 3339.</summary>
    public const string End = "end";

    /// <summary><c>ok</c> or <c>error</c>.</summary>
    public const string Status = "status";

    /// <summary>An object of attributes, by the names that Langfuse's OpenTelemetry attributes have; what was said only in those that end in <c>.input</c>, <c>.output</c> or <c>.status_message</c>.</summary>
    public const string Attributes = "attributes";

    /// <summary>An object; those of all parts become one, down to their leaves.</summary>
    public const string Metadata = "metadata";

    /// <summary>An object of what was recorded of a span that came whole and that no attribute says.</summary>
    public const string Kept = "kept";

    /// <summary>A list of words; those of all parts count.</summary>
    public const string Tags = "tags";

    /// <summary>The attribute of a span whose sender writes the id of its trace with the dashes of a UUID.</summary>
    public const string DashedTrace = "_dashed_trace";

    /// <summary>The attribute of a span of which no part says that it ended.</summary>
    public const string Unended = "_unended";

    /// <summary>The span id of what is said of a trace as a whole.</summary>
    public const string TraceNote = "trace";
}
