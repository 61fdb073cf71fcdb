using System.Text.Json.Nodes;

namespace Tracehouse;

/// <summary>What something was judged to be: a number, true or false, a category, or words. Numbers, truths and strings turn into one by themselves; a string is a category.</summary>
public readonly record struct ScoreValue
{
    private readonly object? _value;

    private ScoreValue(string dataType, object value) => (DataType, _value) = (dataType, value);

    internal string? DataType { get; }

    /// <summary>A number.</summary>
    public static implicit operator ScoreValue(double value) => new("numeric", value);

    /// <summary>True or false.</summary>
    public static implicit operator ScoreValue(bool value) => new("boolean", value);

    /// <summary>A category, such as <c>good</c>.</summary>
    public static implicit operator ScoreValue(string value) => new("categorical", value);

    /// <summary>Words that are no category.</summary>
    public static ScoreValue Text(string text) => new("text", text);

    /// <summary>Null for what cannot be sent: nothing at all, or no number.</summary>
    internal JsonNode? ToJson() => _value switch
    {
        double number => double.IsFinite(number) ? JsonValue.Create(number) : null,
        bool truth => JsonValue.Create(truth),
        string { Length: > 0 } text => JsonValue.Create(text),
        _ => null,
    };
}
