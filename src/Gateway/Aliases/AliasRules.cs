using System.Globalization;

namespace Tracehouse.Gateway.Aliases;

/// <summary>Finds what is wrong with an alias, however it was written.</summary>
internal sealed class AliasRules(Func<string, bool> isProvider)
{
    public const int NameLengthMax = 64;
    public const int TargetsMax = 32;

    private const int SecondsMax = 86_400;
    private const int CacheSecondsMax = 30 * SecondsMax;

    private readonly List<AliasFault> _faults = [];

    /// <summary>Null when a name will do.</summary>
    public static string? FaultOfName(string name) =>
        name.Length is 0 or > NameLengthMax || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':')
            ? $"an alias is named with up to {NameLengthMax} letters, digits, dashes, underscores, dots and colons, and no slash, which stands for a provider."
        : name.Equals("auto", StringComparison.OrdinalIgnoreCase) ? "the name auto is kept for the gateway's own choice of a model."
        : null;

    /// <summary>All that is wrong; nothing when the alias can be used.</summary>
    public static IReadOnlyList<AliasFault> Check(AliasOptions alias, Func<string, bool> isProvider)
    {
        var rules = new AliasRules(isProvider);
        rules.Check(alias);
        return rules._faults;
    }

    private void Check(AliasOptions alias)
    {
        Require(AliasStrategies.TryParse(alias.Strategy, out var strategy), ["Strategy"], $"one of {string.Join(", ", AliasStrategies.Names)}");
        Require(alias.StickyBy is null or "user" or "session", ["StickyBy"], "user or session");
        Require(alias.StickyBy is null || strategy == AliasStrategy.Weighted, ["StickyBy"], "left out unless the strategy is weighted");
        Range(alias.TriesPerTarget, 1, 10, ["TriesPerTarget"]);
        Range(alias.TriesMax, 1, 50, ["TriesMax"]);
        Range(alias.BackoffMilliseconds, 0, 60_000, ["BackoffMilliseconds"]);
        Range(alias.BackoffFactor, 1, 10, ["BackoffFactor"]);
        Range(alias.BackoffMillisecondsMax, 0, 300_000, ["BackoffMillisecondsMax"]);
        Range(alias.RetryAfterSecondsMax, 0, 300, ["RetryAfterSecondsMax"]);
        Range(alias.FirstByteSeconds, 1, SecondsMax, ["FirstByteSeconds"]);
        Range(alias.SilenceSeconds, 1, SecondsMax, ["SilenceSeconds"]);
        Range(alias.HedgeAfterMilliseconds, 1, 600_000, ["HedgeAfterMilliseconds"]);
        Range(alias.CircuitFailures, 0, 1_000, ["CircuitFailures"]);
        Range(alias.CircuitWindowSeconds, 1, SecondsMax, ["CircuitWindowSeconds"]);
        Range(alias.CircuitPauseSeconds, 1, SecondsMax, ["CircuitPauseSeconds"]);
        Range(alias.LatencySecondsMax, 1, SecondsMax, ["LatencySecondsMax"]);
        Range(alias.CacheSeconds, 1, CacheSecondsMax, ["CacheSeconds"]);
        Require(alias.Targets.Count is > 0 and <= TargetsMax, ["Targets"], $"a list of 1 to {TargetsMax} targets");
        for (var index = 0; index < alias.Targets.Count; index++)
        {
            Check(alias.Targets[index], ["Targets", index.ToString(CultureInfo.InvariantCulture)]);
        }

        var isAllZero = strategy == AliasStrategy.Weighted && alias.Targets.Count > 0 && alias.Targets.TrueForAll(static target => target?.Weight == 0);
        Require(!isAllZero, ["Targets"], "of at least one weight above zero");
    }

    private void Check(AliasTargetOptions? target, string[] path)
    {
        if (target is null)
        {
            Require(false, path, "a target");
            return;
        }

        CheckModel(target.Model, [.. path, "Model"]);
        Range(target.Weight, 0, 1_000_000, [.. path, "Weight"]);
        Range(target.FirstByteSeconds, 1, SecondsMax, [.. path, "FirstByteSeconds"]);
        if (target.When is { } when)
        {
            Check(when, [.. path, "When"]);
        }
    }

    private void CheckModel(string? model, string[] path)
    {
        var slash = model?.IndexOf('/') ?? -1;
        if (slash <= 0 || slash == model!.Length - 1)
        {
            Require(false, path, "a model such as openai/gpt-4o, with its provider; an alias cannot lead to another");
            return;
        }

        var provider = model[..slash];
        Require(isProvider(provider), path, $"of a known provider, and {provider} is none; set Providers:{provider}:BaseUrl to add it");
    }

    private void Check(AliasConditionOptions when, string[] path)
    {
        Require(AliasConditions.AreKnown(when.Has), [.. path, "Has"], "tools, images or response_format, or several of them with commas");
        Require(when.PromptBytesMin is null or >= 0, [.. path, "PromptBytesMin"], "zero or more");
        Require(when.PromptBytesMax is null || when.PromptBytesMax >= (when.PromptBytesMin ?? 0), [.. path, "PromptBytesMax"], "no less than PromptBytesMin");
        Require(IsPair(when.Metadata), [.. path, "Metadata"], "written key=value");
        Require(IsPair(when.Header), [.. path, "Header"], "written name=value");
    }

    private static bool IsPair(string? text) => text is null || text.IndexOf('=') > 0;

    private void Range(double? value, double least, double most, string[] path) =>
        Require(value is null || (value >= least && value <= most), path, $"from {least} to {most}");

    private void Require(bool holds, string[] path, string what)
    {
        if (!holds)
        {
            _faults.Add(new AliasFault(path, $"it must be {what}"));
        }
    }
}
