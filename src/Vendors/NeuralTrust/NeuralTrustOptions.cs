namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>Limits of NeuralTrust's API, from the configuration section <c>Vendors:NeuralTrust</c>.</summary>
public sealed class NeuralTrustOptions
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Vendors:NeuralTrust";

    /// <summary>The largest event.</summary>
    public int BodyBytesMax { get; set; } = 16 << 20;
}
