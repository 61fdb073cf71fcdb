using System.Net;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>Something to send requests through, as it is before it runs.</summary>
internal abstract class Peer
{
    public abstract string Name { get; }

    public virtual string Model => "gpt-4o-mini";

    /// <summary>Headers that this peer needs, each with its line end.</summary>
    public virtual string Headers(IPEndPoint upstream) => "";

    /// <summary>Whether answers must come through byte for byte; else they may be somewhat longer.</summary>
    public virtual bool IsExact => true;

    /// <summary>Why this peer cannot take part here, and what mends it; null when it can.</summary>
    public virtual string? Missing() => null;

    public abstract RunningPeer Start(IPEndPoint upstream, int core);
}
