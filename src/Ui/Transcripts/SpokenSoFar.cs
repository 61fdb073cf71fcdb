using Tracehouse.Ui.Conversations;

namespace Tracehouse.Ui.Transcripts;

/// <summary>What has been said already. Every call sends its whole history again, and nobody wants to read that twice.</summary>
internal sealed class SpokenSoFar
{
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);

    /// <summary>The messages that are new. A message that is sent twice is repeated only as often as it was there before.</summary>
    public List<Message> TakeNew(IEnumerable<Message> messages)
    {
        var now = new Dictionary<string, int>(StringComparer.Ordinal);
        var news = new List<Message>();
        foreach (var message in messages)
        {
            var key = KeyOf(message);
            var time = now[key] = now.GetValueOrDefault(key) + 1;
            if (time > _times.GetValueOrDefault(key))
            {
                news.Add(message);
            }
        }

        foreach (var (key, times) in now)
        {
            _times[key] = Math.Max(times, _times.GetValueOrDefault(key));
        }

        return news;
    }

    /// <summary>An answer is part of the history of the next call.</summary>
    public void AddAnswer(IEnumerable<Message> messages)
    {
        foreach (var message in messages)
        {
            var key = KeyOf(message);
            _times[key] = _times.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>The result of that call is shown beside the call.</summary>
    public void AddResult(string reference) => _answered.Add(reference);

    /// <summary>Whether the message holds nothing but results that are shown beside their calls.</summary>
    public bool IsAnswered(Message message) =>
        message.Parts.Count > 0 && message.Parts.All(part => part.Kind == PartKind.ToolResult && _answered.Contains(part.Reference));

    // Thoughts and ids are often left out when a message is sent again, so they do not tell messages apart.
    private static string KeyOf(Message message)
    {
        var parts = message.Parts.Where(part => part.Kind != PartKind.Thinking).Select(part => $"{part.Kind}\u0001{part.Title}\u0001{part.Text.Trim()}");
        return message.Role + "\u0002" + string.Join('\u0002', parts);
    }
}
