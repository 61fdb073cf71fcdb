namespace Tracehouse.Records;

/// <summary>What was said in a span, and what its caller attached. Kept apart from the rest because it is most of the bytes.</summary>
public sealed record SpanPayload
{
    /// <summary>Nothing was said, or nothing was to be kept.</summary>
    public static SpanPayload None { get; } = new();

    /// <summary>What the user said, as text; empty where <see cref="InputMessages"/> say it, out of which whoever stores them takes it.</summary>
    public Utf8Text InputText { get; init; }

    /// <summary>The text of the answer; of several choices, separated by an empty line.</summary>
    public Utf8Text OutputText { get; init; }

    /// <summary>The prompt's messages as a JSON array in the shape of the OpenAI chat API, or empty.</summary>
    public Utf8Text InputMessages { get; init; }

    /// <summary>The answer's messages as a JSON array in the shape of the OpenAI chat API, or empty.</summary>
    public Utf8Text OutputMessages { get; init; }

    /// <summary>The request's other parameters (temperature, tools, ...) as a JSON object, or empty.</summary>
    public Utf8Text Parameters { get; init; }

    /// <summary>What the caller attached, as a JSON object, or empty.</summary>
    public Utf8Text Metadata { get; init; }

    /// <summary>What else the span said and nobody understood, as a JSON object, or empty; what its program said of itself stands under <c>resource</c>.</summary>
    public Utf8Text Attributes { get; init; }

    /// <summary>What happened within the span, as a JSON array, or empty.</summary>
    public Utf8Text Events { get; init; }
}
