using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Capture;

/// <summary>Watches an answer go by, keeps a bounded copy, and says what of it to relay.</summary>
internal abstract class AnswerCapture : IDisposable
{
    /// <summary>Whether a reader of what was taken so far knows that the answer is whole.</summary>
    public virtual bool IsDone => false;

    /// <summary>Whether the answer may end here.</summary>
    public virtual bool MayEnd => true;

    /// <summary>Whether the answer itself has begun, and not only its envelope.</summary>
    public abstract bool HasContent { get; }

    /// <summary>Every byte that came, if that is at hand.</summary>
    public virtual ReadOnlyMemory<byte>? Raw => null;

    /// <summary>What to relay of a piece. Valid until the next call.</summary>
    public abstract ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> piece);

    /// <summary>What was held back when the answer ended.</summary>
    public virtual ReadOnlyMemory<byte> TakeEnd() => default;

    public abstract ChatAnswer ToAnswer();

    public abstract void Dispose();
}
