using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Puts the events of a streamed answer together again, up to a limit of bytes.</summary>
internal abstract class AnswerStreamReader(int bytesMax) : IDisposable
{
    private long _bytes;

    /// <summary>Whether a piece of the answer itself has come.</summary>
    public bool HasContent { get; protected set; }

    /// <summary>Whether an event has said that it is the last.</summary>
    public virtual bool IsDone => false;

    /// <summary>Whether the answer is as good as whole, though no event has said that it is the last.</summary>
    public abstract bool MayEnd { get; }

    /// <summary>The tokens that were counted so far, and the model, without what was said.</summary>
    public virtual ChatAnswer Counts => new();

    protected bool IsFull => _bytes > bytesMax;

    /// <summary>Events that could not be read.</summary>
    protected PooledBytes Unread { get; } = new();

    /// <summary>Reads the data of one event. True when it holds usage and nothing else.</summary>
    public bool Read(ReadOnlySpan<byte> data)
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
        return false;
    }

    /// <summary>Notes an event that is too long to be read.</summary>
    public void Skip(int bytes) => _bytes += bytes;

    public abstract ChatAnswer ToAnswer();

    public virtual void Dispose() => Unread.Dispose();

    /// <summary>Reads the object that the reader stands at the start of. True when it holds usage and nothing else.</summary>
    protected abstract bool ReadEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> data);

    private void KeepUnread(ReadOnlySpan<byte> data)
    {
        if (!IsFull)
        {
            Unread.Write(data);
            Unread.Write("\n"u8);
        }
    }
}
