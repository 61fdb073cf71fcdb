using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>
/// The gateway's own client of HTTP/1.1: requests go out from where they lie, and answers are read where they arrive. It does what a gateway needs and no
/// more: no proxies, redirects, cookies or decompression.
/// </summary>
internal sealed class WireClient : IDisposable
{
    private readonly UpstreamOptions _options;
    private readonly TimeProvider _time;
    private readonly WireConnector _connector;
    private readonly ConcurrentDictionary<WireAddress, WireOrigin> _origins = new();
    private readonly ITimer _pruning;
    private int _isPruningSet;

    public WireClient(IOptions<UpstreamOptions> options, TimeProvider time, X509ChainPolicy? trust = null)
    {
        (_options, _time, _connector) = (options.Value, time, new WireConnector(options.Value, time, trust));
        _pruning = time.CreateTimer(static state => ((WireClient)state!).Prune(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The connections to the machine of an address, of which all who call it take theirs.</summary>
    public WireOrigin OriginOf(Uri url) => _origins.GetOrAdd(WireAddress.Of(url), address => new WireOrigin(address, _connector, _options, _time, SetPruning));

    public void Dispose()
    {
        _pruning.Dispose();
        foreach (var origin in _origins.Values)
        {
            origin.Close();
        }
    }

    /// <summary>Looks through the idle connections after a while; nothing is to be done while there are none.</summary>
    private void SetPruning()
    {
        if (Volatile.Read(ref _isPruningSet) == 0 && Interlocked.Exchange(ref _isPruningSet, 1) == 0)
        {
            _pruning.Change(TimeSpan.FromSeconds(Math.Max(1, _options.IdleSecondsMax / 2)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Prune()
    {
        Volatile.Write(ref _isPruningSet, 0);
        if (_origins.Values.Count(origin => origin.Prune()) > 0)
        {
            SetPruning();
        }
    }
}
