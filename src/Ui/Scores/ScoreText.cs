using System.Globalization;
using Tracehouse.Query.Scores;

namespace Tracehouse.Ui.Scores;

/// <summary>Judgements as people read them.</summary>
internal static class ScoreText
{
    /// <summary>The value in a word or a number.</summary>
    public static string ValueOf(ScoreLine score) => score switch
    {
        { DataType: "boolean", Value: { } truth } => truth == 0 ? "no" : "yes",
        { StringValue.Length: > 0 } => score.StringValue,
        { Value: { } number } => number.ToString("0.####", CultureInfo.InvariantCulture),
        _ => "–",
    };

    /// <summary>The traces that were judged the same.</summary>
    public static string UrlOf(ScoreLine score) =>
        $"/traces?score.{Uri.EscapeDataString(score.Name)}={Uri.EscapeDataString(score.StringValue ?? score.Value?.ToString("R", CultureInfo.InvariantCulture) ?? "")}";
}
