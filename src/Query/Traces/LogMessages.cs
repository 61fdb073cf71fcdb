using System.Text.Json;

namespace Tracehouse.Query.Traces;

/// <summary>
/// Puts the messages of a span together that logs tell, mostly a log each: by their time, and of those of one moment, which arrive in any order, instructions
/// first, then the question, and the answers of tools behind the calls.
/// </summary>
internal static class LogMessages
{
    private const int OrderedMax = 1000;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1024 };

    /// <summary>
    /// The messages of all logs, where these say all that the span says, but for instructions, which may stand with the span; else the span's own, which it
    /// has from elsewhere.
    /// </summary>
    /// <param name="own">The span's messages as a JSON array, or empty.</param>
    /// <param name="logs">When each log was written, and its messages as a JSON array, or empty.</param>
    public static string Join(string own, IEnumerable<(long Time, string Messages)> logs)
    {
        var told = logs.SelectMany(log => Split(log.Messages).Select(message => new Said(log.Time, message))).Take(OrderedMax).ToList();
        var others = Split(own).Select(message => new Said(0, message)).Where(mine => !told.Exists(said => said.Text == mine.Text)).ToList();
        return told.Count == 0 || others.Exists(mine => mine.Role != "system") ? own : $"[{string.Join(',', others.Concat(InOrder(told)).Select(said => said.Text))}]";
    }

    private static List<JsonElement> Split(string list)
    {
        try
        {
            using var json = list.Length == 0 ? null : JsonDocument.Parse(list, Reading);
            return json?.RootElement.ValueKind == JsonValueKind.Array ? [.. json.RootElement.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => item.Clone())] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static List<Said> InOrder(List<Said> told)
    {
        var ordered = new List<Said>(told.Count);
        foreach (var moment in told.GroupBy(said => said.Time).OrderBy(moment => moment.Key))
        {
            var isOneQuestion = moment.Count(said => said.Role == "user") == 1;
            ordered.AddRange(moment.OrderBy(said => said.Role == "system" ? 0 : said.Role == "user" && isOneQuestion ? 1 : 2));
        }

        PutAnswersAfterCalls(ordered);
        return ordered;
    }

    /// <summary>Each call takes the answers to it, in the order of the calls; an answer whose call is not there stays where it is.</summary>
    private static void PutAnswersAfterCalls(List<Said> ordered)
    {
        foreach (var caller in ordered.Where(said => said.Calls.Count > 0).ToList())
        {
            var answers = caller.Calls.Select(call => ordered.Find(said => said.AnswerTo == call)).OfType<Said>().ToList();
            ordered.RemoveAll(answers.Contains);
            ordered.InsertRange(ordered.IndexOf(caller) + 1, answers);
        }
    }

    private sealed class Said(long time, JsonElement message)
    {
        public long Time => time;

        public string Text { get; } = message.GetRawText();

        public string? Role { get; } = TextOf(message, "role");

        public string? AnswerTo { get; } = TextOf(message, "tool_call_id");

        public IReadOnlyList<string> Calls { get; } = message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array
            ? [.. calls.EnumerateArray().Select(call => TextOf(call, "id")).OfType<string>()]
            : [];

        private static string? TextOf(JsonElement item, string name) =>
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
    }
}
