using Microsoft.Extensions.Options;

namespace Tracehouse.Ingest.Scores;

/// <summary>Names the setting to change when those of <see cref="ScoresOptions"/> cannot work.</summary>
internal sealed class ScoresOptionsValidator : IValidateOptions<ScoresOptions>
{
    private const int BodyBytesMost = 64 << 20;

    public ValidateOptionsResult Validate(string? name, ScoresOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.BodyBytesMax), options.BodyBytesMax, 1024, BodyBytesMost);
        Check(nameof(options.ScoresPerRequestMax), options.ScoresPerRequestMax, 1, 100_000);
        Check(nameof(options.TextCharactersMax), options.TextCharactersMax, 1, 1_000_000);
        Check(nameof(options.WordCharactersMax), options.WordCharactersMax, 1, 10_000);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Check(string setting, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{ScoresOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
