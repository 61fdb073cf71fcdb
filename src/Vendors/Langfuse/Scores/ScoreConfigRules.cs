namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>What a score config must be like.</summary>
internal static class ScoreConfigRules
{
    private const int NameCharactersMax = 256;

    private static readonly string[] DataTypes = ["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT"];

    private static readonly ScoreCategory[] TrueAndFalse = [new(1, "True"), new(0, "False")];

    /// <summary>The config with what follows from its type.</summary>
    public static ScoreConfig Completed(ScoreConfig config) => config.DataType == "BOOLEAN" ? config with { Categories = TrueAndFalse } : config;

    /// <summary>The field that is wrong, and how it must be; null when none is.</summary>
    public static (string Field, string Problem)? FaultOf(ScoreConfig config)
    {
        if (config.Name.Length is 0 or > NameCharactersMax)
        {
            return ("name", $"must have 1 to {NameCharactersMax} characters.");
        }

        if (!DataTypes.Contains(config.DataType))
        {
            return ("dataType", $"must be one of {string.Join(", ", DataTypes)}.");
        }

        if (config.DataType != "NUMERIC" && (config.MinValue ?? config.MaxValue) is not null)
        {
            return (config.MinValue is null ? "maxValue" : "minValue", "is for NUMERIC only.");
        }

        if (!double.IsFinite(config.MinValue ?? 0) || !double.IsFinite(config.MaxValue ?? 0))
        {
            return (double.IsFinite(config.MinValue ?? 0) ? "maxValue" : "minValue", "must be a number that is not too large.");
        }

        if (config.MinValue >= config.MaxValue)
        {
            return ("maxValue", "must be greater than 'minValue'.");
        }

        return config.DataType switch
        {
            "CATEGORICAL" => CategoriesFaultOf(config.Categories),
            "BOOLEAN" => null,
            _ => config.Categories is { Count: > 0 } ? ("categories", "is for CATEGORICAL only.") : null,
        };
    }

    private static (string Field, string Problem)? CategoriesFaultOf(IReadOnlyList<ScoreCategory>? categories) =>
        categories is not { Count: > 0 } ? ("categories", "must be a list of at least one {label, value}.")
        : categories.Any(category => category is not { Label.Length: > 0 }) ? ("categories", "must have a label each.")
        : categories.Any(category => !double.IsFinite(category.Value)) ? ("categories", "must have values that are not too large.")
        : categories.DistinctBy(category => category.Label).Count() < categories.Count ? ("categories", "must have different labels.")
        : categories.DistinctBy(category => category.Value).Count() < categories.Count ? ("categories", "must have different values.")
        : null;
}
