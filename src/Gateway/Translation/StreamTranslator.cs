namespace Tracehouse.Gateway.Translation;

/// <summary>Reads a provider's stream in whatever pieces it comes, and writes chunks of OpenAI's.</summary>
internal abstract class StreamTranslator : IDisposable
{
    /// <summary>Whether it has said all there is to say, so that nothing more need be read.</summary>
    public bool IsOver { get; protected set; }

    /// <summary>Takes the next bytes. What they say is written when this returns.</summary>
    public abstract void Take(ReadOnlySpan<byte> piece);

    /// <summary>The provider's stream has ended. A stream that ended too early is not made whole.</summary>
    public virtual void End()
    {
    }

    public virtual void Dispose()
    {
    }
}
