using Microsoft.Extensions.Options;

namespace Tracehouse.Datasets.Settings;

/// <summary>Names the setting to change when those of <see cref="DatasetOptions"/> cannot work.</summary>
internal sealed class DatasetOptionsValidator : IValidateOptions<DatasetOptions>
{
    public ValidateOptionsResult Validate(string? name, DatasetOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.BodyBytesMax), options.BodyBytesMax, 1024, 512 << 20);
        Check(nameof(options.ItemsPerRequestMax), options.ItemsPerRequestMax, 1, 100_000);
        Check(nameof(options.NameCharactersMax), options.NameCharactersMax, 1, 1_000);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Check(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{DatasetOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
