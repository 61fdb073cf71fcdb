namespace Tracehouse;

/// <summary>What a model was asked to do came back as this. Takes itself apart: <c>var (result, response) = await client.CallAsync(...)</c>.</summary>
/// <typeparam name="T">What the answer is.</typeparam>
public sealed record CallResponse<T>
{
    /// <summary>The answer.</summary>
    public required T Result { get; init; }

    /// <summary>The answer in the model's words.</summary>
    public required string Message { get; init; }

    /// <summary>The span of the call, to judge it or to keep it as an example.</summary>
    public required SpanReference Span { get; init; }

    /// <summary>The last question to the model; there are several when its first answers did not follow the schema.</summary>
    public required Completion Completion { get; init; }

    /// <summary>How often the model was asked.</summary>
    public int Attempts { get; init; }

    /// <summary>US dollars of all questions; null when no price is known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>The answer, and everything about it.</summary>
    public void Deconstruct(out T result, out CallResponse<T> response) => (result, response) = (Result, this);
}
