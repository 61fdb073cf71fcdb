using Tracehouse.Ingest.Spans;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Evaluations;

/// <summary>A judgement as its sender wrote it, before it is clear what kind of score it is.</summary>
internal sealed class Evaluation
{
    public string? Name { get; set; }

    /// <summary>A number, or true or false.</summary>
    public AttributeValue Score { get; set; }

    /// <summary>A word; where there is a number too, what the number stands for.</summary>
    public string? Label { get; set; }

    public string? Explanation { get; set; }

    /// <summary>Whether a person judged, and not a program.</summary>
    public bool IsByPerson { get; set; }

    /// <summary>What else was said of it, as a JSON object.</summary>
    public string? Metadata { get; set; }

    /// <summary>When it was given, where that was said.</summary>
    public DateTimeOffset? Time { get; set; }

    /// <summary>The attributes that it stands in, if it stands in any.</summary>
    public List<int> Places { get; } = [];

    /// <summary>The kind of score and its value; false when it says nothing.</summary>
    public bool TryReadValue(out ScoreType type, out double? value, out string? text)
    {
        value = Score.AsDouble();
        text = string.IsNullOrEmpty(Label) ? null : Label;
        type = text is null ? ScoreType.Numeric : ScoreType.Categorical;
        if (text is null && Score.AsBool() is { } isTrue)
        {
            (type, value, text) = (ScoreType.Boolean, isTrue ? 1 : 0, isTrue ? "True" : "False");
        }
        else if (text is null && value is null && !string.IsNullOrEmpty(Explanation))
        {
            (type, text) = (ScoreType.Text, Explanation);
        }

        return value is not null || text is not null;
    }
}
