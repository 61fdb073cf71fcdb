using Tracehouse.Records;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>What a user thought of an event, as a score of it: a category, and a number to reckon with.</summary>
internal static class FeedbackScore
{
    private const string Name = "feedback";
    private const int WordCharactersMax = 256;
    private const int CommentCharactersMax = 16_384;

    public static ScoreRecord From(ProjectId project, TracedEvent traced)
    {
        var (word, value) = Meaning(traced.FeedbackTag);
        return new ScoreRecord
        {
            Project = project,
            Id = traced.EventId,
            TraceId = TraceId.TryParse(traced.InteractionId, out var trace) ? trace : null,
            SpanId = SpanId.TryParse(traced.ParentId, out var span) ? span : null,
            Name = Name,
            Type = ScoreType.Categorical,
            Value = value,
            StringValue = word,
            Source = EventSpan.Source,
            Author = Cut(traced.UserId, WordCharactersMax),
            Comment = Cut(traced.FeedbackText, CommentCharactersMax),
            Time = traced.End,
        };
    }

    /// <summary>The SDK says positive, negative or neutral; its documents also speak of thumbs.</summary>
    private static (string Word, double? Value) Meaning(string? tag) => tag?.ToLowerInvariant().Split('.')[^1] switch
    {
        "positive" or "thumbs_up" or "thumbsup" or "up" => ("positive", 1),
        "negative" or "thumbs_down" or "thumbsdown" or "down" => ("negative", -1),
        null or "neutral" => ("neutral", 0),
        var other => (Cut(other, WordCharactersMax)!, null),
    };

    private static string? Cut(string? text, int most) => text?.Length > most ? text[..most] : text;
}
