using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>What a model of Anthropic's wants that its name tells. A name that tells nothing is taken for a new model's.</summary>
/// <param name="TokensMax">How many tokens its answer may have, when the caller does not say; Anthropic wants to be told.</param>
/// <param name="Thinking">How it is asked to think.</param>
internal sealed partial record ModelFamily(int TokensMax, ThinkingStyle Thinking)
{
    public static ModelFamily Of(string model)
    {
        var name = Name().Match(model);
        return !name.Success ? new ModelFamily(64_000, ThinkingStyle.Adaptive) : VersionOf(name) switch
        {
            < 305 => new ModelFamily(4_096, ThinkingStyle.None),
            < 307 => new ModelFamily(8_192, ThinkingStyle.None),
            400 or 401 when name.Value.Contains("opus", StringComparison.OrdinalIgnoreCase) => new ModelFamily(32_000, ThinkingStyle.Budget),
            < 406 => new ModelFamily(64_000, ThinkingStyle.Budget),
            _ => new ModelFamily(64_000, ThinkingStyle.Adaptive),
        };
    }

    private static int VersionOf(Match name) => (100 * Number(name.Groups["major"])) + Number(name.Groups["minor"]);

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"claude-(?:[a-z]+-)?(?<major>\d{1,2})(?![0-9])(?:[-.](?<minor>\d{1,2})(?![0-9]))?(?:-opus)?", RegexOptions.IgnoreCase)]
    private static partial Regex Name();
}
