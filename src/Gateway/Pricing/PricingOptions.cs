namespace Tracehouse.Gateway.Pricing;

/// <summary>Where prices come from, under <c>Pricing</c>.</summary>
public sealed class PricingOptions
{
    /// <summary>Where newer price data is fetched, in the form that genai-prices publishes; unset for the data that is built in.</summary>
    public string? Url { get; set; }

    /// <summary>How often it is fetched.</summary>
    public double RefreshHours { get; set; } = 24;

    /// <summary>How long a fetch may take.</summary>
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>How long the data may be.</summary>
    public int BytesMax { get; set; } = 16 << 20;

    /// <summary>Where the last good data is kept; <c>prices.json</c> in the data directory unless given.</summary>
    public string File { get; set; } = "";

    /// <summary>How many models of its own one project may price.</summary>
    public int ProjectModelsMax { get; set; } = 1_000;

    /// <summary>Prices of the operator's own, which go before those of the data.</summary>
    public IList<PriceOverrideOptions> Overrides { get; } = [];
}
