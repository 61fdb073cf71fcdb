using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Tracehouse.Server.Access;

/// <summary>Counts the tries to sign in of each address, by the minute, so that nobody can guess for long.</summary>
internal sealed class TryLimit(IOptions<SignInOptions> options, TimeProvider time)
{
    private const int AddressesMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _tries = [];
    private long _minute;

    /// <summary>False when the address has tried too often in this minute.</summary>
    public bool TryEnter(IPAddress? address)
    {
        lock (_gate)
        {
            var minute = time.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (minute != _minute)
            {
                _tries.Clear();
                _minute = minute;
            }

            // Of too many addresses no new one is let in: that is no crowd, that is one attacker.
            var who = Owner(address ?? IPAddress.None);
            if (!_tries.TryGetValue(who, out var tries) && _tries.Count >= AddressesMax)
            {
                return false;
            }

            _tries[who] = Math.Min(tries + 1, options.Value.TriesPerMinute + 1);
            return tries < options.Value.TriesPerMinute;
        }
    }

    /// <summary>Whoever has one address of IPv6 has the 2^64 beside it too, so they count as one.</summary>
    private static IPAddress Owner(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(bytes.Length / 2).Clear();
        return new IPAddress(bytes);
    }
}
