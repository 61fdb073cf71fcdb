using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.Receiving;

/// <summary>Takes what a decoder finds, one by one, so that a large request never lies decoded in memory.</summary>
internal interface IIncomingItems
{
    void Take(IncomingSpan span);

    /// <param name="log">One that tells something about a span.</param>
    /// <param name="bytes">About how much memory it takes.</param>
    void Take(IncomingLog log, int bytes);

    /// <summary>An item was left out, and why.</summary>
    void Reject(string reason);
}
