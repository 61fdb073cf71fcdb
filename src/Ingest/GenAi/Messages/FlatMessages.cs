using System.Globalization;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Messages;

/// <summary>Rebuilds messages of which each piece came as an attribute with numbers in its name. They may come in any order and have holes.</summary>
internal sealed class FlatMessages(int messagesMax, string usualRole)
{
    private readonly SortedDictionary<int, FlatMessage> _messages = [];

    /// <summary>Whether there were more messages, or pieces of one, than are kept.</summary>
    public bool IsCut { get; private set; }

    public bool IsEmpty => _messages.Count == 0;

    /// <summary>False when the attribute is not understood or is beyond the limit, and then it should be kept as one.</summary>
    public bool TryAdd(ReadOnlySpan<char> path, AttributeValue value)
    {
        if (!TryIndex(ref path, out var index))
        {
            return false;
        }

        path = After(path, "message.");
        if (!_messages.TryGetValue(index, out var message))
        {
            if (_messages.Count >= messagesMax)
            {
                IsCut = true;
                return false;
            }

            _messages.Add(index, message = new FlatMessage());
        }

        return TryAdd(message, path, value);
    }

    public List<ChatMessage> Build()
    {
        var messages = new List<ChatMessage>(_messages.Count);
        foreach (var message in _messages.Values)
        {
            message.Build(usualRole, messages);
        }

        return MessageOrder.JoinThoughts(messages);
    }

    /// <summary>Reads a number and the point after it.</summary>
    public static bool TryIndex(ref ReadOnlySpan<char> path, out int index)
    {
        var point = path.IndexOf('.');
        var isNumber = int.TryParse(point < 0 ? path : path[..point], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        path = point < 0 ? [] : path[(point + 1)..];
        return isNumber;
    }

    private bool TryAdd(FlatMessage message, ReadOnlySpan<char> path, AttributeValue value)
    {
        if (value.AsString() is not { } text)
        {
            return path is "content" or "contents" && message.TrySetContent(value);
        }

        if (path.StartsWith("tool_calls.", StringComparison.Ordinal))
        {
            path = path["tool_calls.".Length..];
            return TryIndex(ref path, out var call) && IsWithin(message.TrySetCall(call, After(path, "tool_call."), text, messagesMax));
        }

        if (path.StartsWith("contents.", StringComparison.Ordinal))
        {
            path = path["contents.".Length..];
            return TryIndex(ref path, out var part) && IsWithin(message.TrySetPart(part, After(path, "message_content."), text, messagesMax));
        }

        return message.TrySet(path, text);
    }

    private bool IsWithin(bool? done)
    {
        IsCut |= done is null;
        return done == true;
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> path, string beginning) =>
        path.StartsWith(beginning, StringComparison.Ordinal) ? path[beginning.Length..] : path;
}
