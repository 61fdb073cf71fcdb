using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Evaluations;

/// <summary>Puts judgements together that came as attributes with numbers in their names, such as <c>evaluations.0.evaluation.score</c>.</summary>
internal static class EvaluationAttributes
{
    private const string Person = "HUMAN";

    /// <summary>The judgements by where they stand, such as <c>trace.evaluations.0</c>.</summary>
    public static Dictionary<string, Evaluation> Read(SpanDraft draft, int countMax)
    {
        var found = new Dictionary<string, Evaluation>();
        foreach (var entry in draft.Grouped)
        {
            if (entry.Rule.Group != Group.Evaluations || !TrySplit(entry.Rest, out var number, out var field))
            {
                continue;
            }

            var place = $"{entry.Rule.Prefix}{number}";
            if (!found.TryGetValue(place, out var evaluation))
            {
                if (found.Count == countMax)
                {
                    continue;
                }

                found.Add(place, evaluation = new Evaluation());
            }

            if (TryFill(evaluation, field, entry.Value))
            {
                evaluation.Places.Add(entry.Place);
            }
        }

        return found;
    }

    /// <summary>Takes <c>0.evaluation.score</c> apart; both words that the convention has for it will do.</summary>
    private static bool TrySplit(ReadOnlySpan<char> rest, out ReadOnlySpan<char> number, out ReadOnlySpan<char> field)
    {
        var first = rest.IndexOf('.');
        number = first > 0 ? rest[..first] : default;
        field = first > 0 ? rest[(first + 1)..] : default;
        var second = field.IndexOf('.');
        var isOurs = second > 0 && field[..second] is "evaluation" or "annotation";
        field = field[(second + 1)..];
        return isOurs;
    }

    private static bool TryFill(Evaluation evaluation, ReadOnlySpan<char> field, AttributeValue value)
    {
        switch (field)
        {
            case "name": evaluation.Name = value.AsString(); return true;
            case "score": evaluation.Score = value; return true;
            case "label": evaluation.Label = value.AsString(); return true;
            case "explanation": evaluation.Explanation = value.AsString(); return true;
            case "annotator_kind": evaluation.IsByPerson = string.Equals(value.AsString(), Person, StringComparison.OrdinalIgnoreCase); return true;
            case "metadata": evaluation.Metadata = ObjectOf(value); return evaluation.Metadata is not null;
            default: return false;
        }
    }

    private static string? ObjectOf(AttributeValue value)
    {
        using var json = JsonText.Parse(value);
        return json?.RootElement is { ValueKind: JsonValueKind.Object } map ? map.GetRawText() : null;
    }
}
