using System.Collections.Frozen;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>The words and numbers for how much a span matters.</summary>
internal static class LevelWords
{
    private const long InfoNumber = 9;
    private const long WarningNumber = 13;
    private const long ErrorNumber = 17;

    private static readonly FrozenDictionary<string, SpanLevel> Levels = new Dictionary<string, SpanLevel>
    {
        ["debug"] = SpanLevel.Debug, ["trace"] = SpanLevel.Debug, ["verbose"] = SpanLevel.Debug,
        ["default"] = SpanLevel.Default, ["info"] = SpanLevel.Default, ["log"] = SpanLevel.Default, ["notice"] = SpanLevel.Default,
        ["ok"] = SpanLevel.Default, ["success"] = SpanLevel.Default,
        ["warning"] = SpanLevel.Warning, ["warn"] = SpanLevel.Warning,
        ["error"] = SpanLevel.Error, ["fatal"] = SpanLevel.Error, ["critical"] = SpanLevel.Error,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>False when it is no word for a level.</summary>
    public static bool TryRead(string word, out SpanLevel level) => Levels.TryGetValue(word, out level);

    /// <summary>The level of one of OpenTelemetry's numbers for severity.</summary>
    public static SpanLevel FromNumber(long number) => number switch
    {
        >= ErrorNumber => SpanLevel.Error,
        >= WarningNumber => SpanLevel.Warning,
        >= InfoNumber => SpanLevel.Default,
        _ => SpanLevel.Debug,
    };
}
