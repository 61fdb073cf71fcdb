using System.Net;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>No gateway: what the fake upstream and the load generator cost by themselves.</summary>
internal sealed class DirectPeer : Peer
{
    public override string Name => "direct";

    public override RunningPeer Start(IPEndPoint upstream, int core) => new(upstream);
}
