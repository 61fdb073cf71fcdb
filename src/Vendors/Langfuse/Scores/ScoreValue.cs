using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>The value of a score, read by its type and by the rules of its config.</summary>
/// <param name="Type">How it is to be read.</param>
/// <param name="Number">The number; of a boolean 1 or 0; of a category the number that its config gives it.</param>
/// <param name="Text">The category or text.</param>
internal readonly record struct ScoreValue(ScoreType Type, double? Number, string? Text)
{
    private const int TextCharactersMax = 500;
    private const int CategoryCharactersMax = 500;

    /// <summary>What is wrong with the value is in the fault, empty when nothing is.</summary>
    public static ScoreValue Read(JsonElement value, string dataType, ScoreConfig? config, int correctionCharactersMax, out string fault)
    {
        fault = "";
        switch (dataType)
        {
            case "NUMERIC" when value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()):
                fault = RangeFaultOf(value.GetDouble(), config);
                return new(ScoreType.Numeric, value.GetDouble(), null);
            case "BOOLEAN" when IsTrue(value) is { } isTrue:
                return new(ScoreType.Boolean, isTrue ? 1 : 0, isTrue ? "True" : "False");
            case "CATEGORICAL" when value.ValueKind == JsonValueKind.String:
                var word = value.GetString()!;
                var category = config?.Categories?.FirstOrDefault(one => one.Label == word);
                fault = config?.Categories is { } known && category is null ? $"'value' is '{word}'; the score config has the categories {string.Join(", ", known.Select(one => one.Label))}."
                    : LengthFaultOf(word, CategoryCharactersMax);
                return new(ScoreType.Categorical, category?.Value, word);
            case "TEXT" when value.ValueKind == JsonValueKind.String:
                fault = LengthFaultOf(value.GetString()!, TextCharactersMax);
                return new(ScoreType.Text, null, value.GetString());
            case OwnWords.Correction when value.ValueKind == JsonValueKind.String:
                fault = LengthFaultOf(value.GetString()!, correctionCharactersMax);
                return new(ScoreType.Text, null, value.GetString());
            default:
                fault = $"'value' of a score of type {dataType} must be {FormOf(dataType)}.";
                return default;
        }
    }

    /// <summary>The type that a value has by itself.</summary>
    public static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "CATEGORICAL",
        JsonValueKind.True or JsonValueKind.False => "BOOLEAN",
        _ => "NUMERIC",
    };

    private static string RangeFaultOf(double number, ScoreConfig? config) =>
        number < config?.MinValue ? $"'value' is less than the score config's minimum of {config.MinValue}."
        : number > config?.MaxValue ? $"'value' is more than the score config's maximum of {config.MaxValue}."
        : "";

    private static string LengthFaultOf(string text, int most) => text.Length >= 1 && text.Length <= most ? "" : $"'value' must have 1 to {most} characters.";

    private static bool? IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.GetDouble() is 0 or 1 => value.GetDouble() == 1,
        _ => null,
    };

    private static string FormOf(string dataType) => dataType switch { "NUMERIC" => "a number", "BOOLEAN" => "0 or 1", _ => "text" };
}
