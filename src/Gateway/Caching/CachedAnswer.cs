using Tracehouse.Gateway.Routing;

namespace Tracehouse.Gateway.Caching;

/// <summary>An answer as the provider gave it, in memory only.</summary>
/// <param name="Body">Its bytes; of a stream all events.</param>
/// <param name="ContentType">What they are.</param>
/// <param name="Route">Who gave it.</param>
/// <param name="Kept">When it was kept, as a timestamp of the clock that only goes forward.</param>
/// <param name="Lifetime">How long it may be given again.</param>
internal sealed record CachedAnswer(byte[] Body, string? ContentType, Route Route, long Kept, TimeSpan Lifetime)
{
    private const int OverheadBytes = 512;

    /// <summary>What it takes of the memory.</summary>
    public long Bytes => Body.Length + OverheadBytes;
}
