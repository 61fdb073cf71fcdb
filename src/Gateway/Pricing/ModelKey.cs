namespace Tracehouse.Gateway.Pricing;

/// <summary>A model of a provider, by names whose case does not matter.</summary>
internal readonly record struct ModelKey
{
    private const int LengthMax = 200;

    private ModelKey(string provider, string model) => (Provider, Model) = (provider, model);

    public string Provider { get; }

    public string Model { get; }

    /// <summary>False when a name is missing, too long or has control characters; a provider's name has no slash.</summary>
    public static bool TryParse(string provider, string model, out ModelKey key)
    {
        key = new ModelKey(provider.Trim().ToLowerInvariant(), model.Trim().ToLowerInvariant());
        return key is { Provider.Length: > 0 and <= LengthMax, Model.Length: > 0 and <= LengthMax }
            && !key.Provider.Contains('/') && !key.ToString().Any(char.IsControl);
    }

    public override string ToString() => $"{Provider}/{Model}";
}
