using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Pricing;

/// <summary>Finds what is wrong with the settings of prices, and says which to change.</summary>
internal sealed class PricingOptionsValidator : IValidateOptions<PricingOptions>
{
    private const double HoursMin = 0.001;
    private const double HoursMax = 8760;

    public ValidateOptionsResult Validate(string? name, PricingOptions options)
    {
        var faults = new List<string>();
        Check(string.IsNullOrEmpty(options.Url) || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"),
            $"Pricing:Url is \"{options.Url}\"; it must be an http or https address.", faults);
        Check(options.RefreshHours is >= HoursMin and <= HoursMax, $"Pricing:RefreshHours is {options.RefreshHours}; it must be from {HoursMin} to {HoursMax}.", faults);
        Check(options.TimeoutSeconds is >= 1 and <= 600, $"Pricing:TimeoutSeconds is {options.TimeoutSeconds}; it must be from 1 to 600.", faults);
        Check(options.BytesMax is >= 1024 and <= 1 << 28, $"Pricing:BytesMax is {options.BytesMax}; it must be from 1024 to {1 << 28}.", faults);
        Check(options.ProjectModelsMax is >= 1 and <= 100_000, $"Pricing:ProjectModelsMax is {options.ProjectModelsMax}; it must be from 1 to 100000.", faults);
        for (var index = 0; index < options.Overrides.Count; index++)
        {
            var price = options.Overrides[index];
            Check(ModelKey.TryParse(price.Provider, price.Model, out _), $"Pricing:Overrides:{index} must have a Provider and a Model.", faults);
            Check(price.FindFault() is null, $"Pricing:Overrides:{index} is wrong: {price.FindFault()}.", faults);
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static void Check(bool isRight, string fault, List<string> faults)
    {
        if (!isRight)
        {
            faults.Add(fault);
        }
    }
}
