using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Puts the events of a streamed answer together again, up to a limit of bytes.</summary>
internal abstract class AnswerStreamReader(int bytesMax) : IDisposable
{
    /// <summary>Among more choices or blocks than these, each event would look for its own ever longer.</summary>
    private const int PartsMax = 1_000;

    private long _bytes;
    private bool _isCrowded;

    /// <summary>Whether a piece of the answer itself has come.</summary>
    public bool HasContent { get; protected set; }

    /// <summary>Whether an event has said that it is the last.</summary>
    public virtual bool IsDone => false;

    /// <summary>Whether the answer is as good as whole, though no event has said that it is the last.</summary>
    public abstract bool MayEnd { get; }

    /// <summary>The tokens that were counted so far, and the model, without what was said.</summary>
    public virtual ChatAnswer Counts => new();

    /// <summary>A line longer than this is relayed as it comes, for nothing of ours can belong into it.</summary>
    public virtual int HeldBytesMax => 64 * 1024;

    protected bool IsFull => _bytes > bytesMax || _isCrowded;

    /// <summary>Events that could not be read.</summary>
    protected PooledBytes Unread { get; } = new();

    /// <summary>Reads the data of one event. Answers the object in it that has the token counts, when the event is the one that brings them; else nothing.</summary>
    public ByteRange Read(ReadOnlySpan<byte> data)
    {
        _bytes += data.Length;
        var reader = new Utf8JsonReader(data, JsonText.Deep);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                return ReadEvent(ref reader, data);
            }
        }
        catch (JsonException)
        {
            // It is kept below like anything else that is no event.
        }

        KeepUnread(data);
        return default;
    }

    /// <summary>Notes an event that is too long to be read.</summary>
    public void Skip(int bytes) => _bytes += bytes;

    public abstract ChatAnswer ToAnswer();

    public virtual void Dispose() => Unread.Dispose();

    /// <summary>Reads the object that the reader stands at the start of. Answers the object with the token counts, when the event is the one that brings them.</summary>
    protected abstract ByteRange ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> data);

    /// <summary>Whether one more choice or block may be kept beside so many; after a no, nothing more is.</summary>
    protected bool MayAddTo(int parts) => !(_isCrowded |= parts >= PartsMax);

    private void KeepUnread(ReadOnlySpan<byte> data)
    {
        if (!IsFull)
        {
            Unread.Write(data);
            Unread.Write("\n"u8);
        }
    }
}
