using System.Text;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Records;

namespace Tracehouse.Ingest.GenAi.Contents;

/// <summary>Content as it is stored, as far as there is room for it.</summary>
internal static class Payload
{
    /// <summary>False when not all of it fits.</summary>
    public static bool Write(Content content, string role, int bytesMax, out Utf8Text text, out Utf8Text messages)
    {
        var said = content.Messages.Count > 0 ? MessageWriter.Text(content.Messages, role) : content.Text;
        text = Cut(said, bytesMax, out var isWhole);
        messages = Utf8Text.Empty;
        if (content.Messages.Count > 0)
        {
            isWhole &= MessageWriter.Write(content.Messages, bytesMax, out messages);
        }

        return isWhole;
    }

    /// <summary>The beginning of a text, cut between two characters.</summary>
    private static Utf8Text Cut(string text, int bytesMax, out bool isWhole)
    {
        isWhole = text.Length == 0 || Encoding.UTF8.GetByteCount(text) <= bytesMax;
        if (isWhole)
        {
            return text.Length == 0 ? Utf8Text.Empty : Utf8Text.From(text);
        }

        var bytes = new byte[bytesMax];
        Encoding.UTF8.GetEncoder().Convert(text, bytes, flush: false, out _, out var written, out _);
        return new Utf8Text(bytes.AsMemory(0, written));
    }
}
