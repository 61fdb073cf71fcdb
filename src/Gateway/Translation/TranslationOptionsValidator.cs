using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Translation;

/// <summary>Finds what is wrong with the settings of translation, and says which to change.</summary>
internal sealed class TranslationOptionsValidator : IValidateOptions<TranslationOptions>
{
    private const int BytesMin = 1024;
    private const int BytesMax = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, TranslationOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.TranslatedBytesMax), options.TranslatedBytesMax, errors);
        Check(nameof(options.TranslatedEventBytesMax), options.TranslatedEventBytesMax, errors);
        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }

    private static void Check(string key, int bytes, List<string> errors)
    {
        if (bytes is < BytesMin or > BytesMax)
        {
            errors.Add($"Gateway:{key} is {bytes}; it must be from {BytesMin} to {BytesMax} bytes.");
        }
    }
}
