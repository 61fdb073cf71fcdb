using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>Who makes a call of the gateway.</summary>
/// <param name="Key">The key that was shown; null when none is asked for.</param>
/// <param name="BringsOwnKey">Whether the other credentials in the request are for the provider.</param>
internal sealed record KeyHolder(ApiKey? Key, bool BringsOwnKey)
{
    /// <summary>The project of the call.</summary>
    public ProjectId Project => Key?.Project ?? ProjectId.Default;
}
