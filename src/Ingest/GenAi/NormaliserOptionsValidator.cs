using Microsoft.Extensions.Options;

namespace Tracehouse.Ingest.GenAi;

/// <summary>Refuses limits that would keep nothing.</summary>
internal sealed class NormaliserOptionsValidator : IValidateOptions<NormaliserOptions>
{
    public ValidateOptionsResult Validate(string? name, NormaliserOptions options)
    {
        var faults = new List<string>();
        Check(nameof(options.ContentBytesMax), options.ContentBytesMax);
        Check(nameof(options.AttributesBytesMax), options.AttributesBytesMax);
        Check(nameof(options.FlatMessagesMax), options.FlatMessagesMax);
        Check(nameof(options.TagsMax), options.TagsMax);
        Check(nameof(options.ScoresMax), options.ScoresMax);
        Check(nameof(options.ScoreTextCharactersMax), options.ScoreTextCharactersMax);
        Check(nameof(options.WordCharactersMax), options.WordCharactersMax);
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

        void Check(string setting, int value)
        {
            if (value < 1)
            {
                faults.Add($"{NormaliserOptions.Section}:{setting} is {value}; it must be at least 1.");
            }
        }
    }
}
