using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>Who makes a call of the gateway.</summary>
/// <param name="Key">The key that was shown; null when none is asked for.</param>
/// <param name="BringsOwnKey">Whether the other credentials in the request are for the provider.</param>
internal sealed record KeyHolder(ApiKey? Key, bool BringsOwnKey)
{
    /// <summary>The project of the call.</summary>
    public ProjectId Project => Key?.Project ?? ProjectId.Default;

    /// <summary>Whether the key's list of models lets a call through that is understood.</summary>
    /// <param name="asked">The model or alias as the caller wrote it.</param>
    /// <param name="provider">Who would run it.</param>
    /// <param name="model">The model in the provider's words.</param>
    public bool Allows(string asked, string provider, string model) => Key is null || ModelPattern.Allows(Key.Limits.AllowedModels, asked, provider, model, isOpaque: false);
}
