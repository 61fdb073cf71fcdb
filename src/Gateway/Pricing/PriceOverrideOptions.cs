namespace Tracehouse.Gateway.Pricing;

/// <summary>A price of the operator's own, under <c>Pricing:Overrides:&lt;n&gt;</c>.</summary>
public sealed class PriceOverrideOptions : PriceFigures
{
    /// <summary>Who runs the model, by the name that traces have.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model's name as calls have it behind the provider's.</summary>
    public string Model { get; set; } = "";
}
