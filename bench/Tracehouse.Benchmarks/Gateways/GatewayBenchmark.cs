using System.Globalization;
using Tracehouse.Benchmarks.Peers;

namespace Tracehouse.Benchmarks.Gateways;

/// <summary>
/// What a gateway costs, beside others in one run. In every round each peer, in a new order, is 1. started, 2. weighed idle, 3. warmed up,
/// 4. put under every load and 5. weighed again. The peer has one core for itself and all its processes, upstream and load generator the other. Linux only.
/// </summary>
internal static class GatewayBenchmark
{
    private const int PeerCore = 0;

    private static readonly Peer[] Peers = [new DirectPeer(), new NginxPeer(), new KestrelPeer(), new PortkeyPeer(), new TracehousePeer()];

    public static async Task<int> RunAsync(GatewayOptions options)
    {
        var peers = Peers.Where(peer => options.Peers.Contains(peer.Name) && IsHere(peer)).ToArray();
        var measures = new Measures();
        var loadCore = Pinned.IsPossible ? 1 : PeerCore;
        var address = RunningPeer.FreeAddress();
        string[] upstreamCommand = ["dotnet", typeof(GatewayBenchmark).Assembly.Location, "fake-upstream", address.Port.ToString(CultureInfo.InvariantCulture)];
        using var upstream = new RunningPeer(address, loadCore, upstreamCommand);
        for (var round = 1; round <= options.Rounds; round++)
        {
            Random.Shared.Shuffle(peers);
            foreach (var peer in peers)
            {
                await Console.Error.WriteLineAsync($"round {round}: {peer.Name}");
                using var running = peer.Start(address, PeerCore);
                var session = new PeerSession(peer, running, upstream, loadCore, measures);
                await session.RunAsync(options);
            }
        }

        return new GatewayReport(options, [.. Peers.Where(peers.Contains).Select(peer => peer.Name)], measures).Print() ? 0 : 1;
    }

    private static bool IsHere(Peer peer)
    {
        if (peer.Missing() is not { } reason)
        {
            return true;
        }

        Console.Error.WriteLine($"Without {peer.Name}: {reason}.");
        return false;
    }
}
