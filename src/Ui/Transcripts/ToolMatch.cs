using Tracehouse.Query.Trees;
using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Transcripts;

/// <summary>Finds the span of the tool that a model asked for. Nothing in the data ties them together reliably, but names and arguments do.</summary>
internal static class ToolMatch
{
    private const int NameScore = 2;
    private const int ArgumentsScore = 3;

    /// <summary>Where the best of the spans stands in the list; -1 when none fits.</summary>
    public static int Find(Part call, IReadOnlyList<(TreeSpan Span, string Input)> candidates)
    {
        var (best, place) = (0, -1);
        for (var at = 0; at < candidates.Count; at++)
        {
            var score = ScoreOf(call, candidates[at].Span.Name, candidates[at].Input);
            if (score > best)
            {
                (best, place) = (score, at);
            }
        }

        return place;
    }

    private static int ScoreOf(Part call, string name, string input)
    {
        var score = call.Title.Length > 0 && name.Contains(call.Title, StringComparison.OrdinalIgnoreCase) ? NameScore : 0;
        return score + (input.Length > 0 && Compact(PrettyJson.Of(input)) == Compact(call.Text) ? ArgumentsScore : 0);
    }

    private static string Compact(string json) => string.Concat(json.Where(letter => !char.IsWhiteSpace(letter)));
}
