using System.Net;
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

            // Of too many addresses none is let in: that is no crowd, that is one attacker.
            address ??= IPAddress.None;
            var tries = _tries.GetValueOrDefault(address);
            if (tries >= options.Value.TriesPerMinute || _tries.Count >= AddressesMax)
            {
                return false;
            }

            _tries[address] = tries + 1;
            return true;
        }
    }
}
