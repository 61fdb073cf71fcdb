using System.Text;
using Tracehouse.Payloads;

namespace Tracehouse.Query.Traces;

/// <summary>The text of messages, for spans that were stored without it because their messages have it.</summary>
internal static class SaidText
{
    /// <summary>What is stored as the text of an input, else what the user says in its messages.</summary>
    public static string OfInput(string stored, string messages) => stored.Length > 0 ? stored : Read(messages, static (bytes, text) => MessageText.AppendOfUser(bytes, text));

    /// <summary>What is stored as the text of an output, else what its messages say.</summary>
    public static string OfOutput(string stored, string messages) => stored.Length > 0 ? stored : Read(messages, static (bytes, text) => MessageText.Append(bytes, text));

    private static string Read(string messages, Action<byte[], PooledBytes> append)
    {
        if (messages.Length == 0)
        {
            return "";
        }

        using var text = new PooledBytes();
        append(Encoding.UTF8.GetBytes(messages), text);
        return Encoding.UTF8.GetString(text.Span);
    }
}
