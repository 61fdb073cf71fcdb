using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Settings;

namespace Tracehouse.Gateway.Translation;

/// <summary>Finds what is wrong with the settings of translation, and says which to change.</summary>
internal sealed class TranslationOptionsValidator : IValidateOptions<TranslationOptions>
{
    private const int BytesMin = 1024;
    private const int BytesMax = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, TranslationOptions options) => new SettingFaults("Gateway")
        .Range(nameof(options.TranslatedBytesMax), options.TranslatedBytesMax, BytesMin, BytesMax)
        .Range(nameof(options.TranslatedEventBytesMax), options.TranslatedEventBytesMax, BytesMin, BytesMax)
        .Result;
}
