using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Secrets;

/// <summary>Finds what is wrong with the settings of secrets, and says which to change.</summary>
internal sealed class SecretsOptionsValidator : IValidateOptions<SecretsOptions>
{
    private const int MasterKeyCharactersMin = 16;

    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        if (options.MasterKey is { Length: > 0 and < MasterKeyCharactersMin })
        {
            return ValidateOptionsResult.Fail($"Keys:MasterKey is shorter than {MasterKeyCharactersMin} characters; make one with: openssl rand -base64 32.");
        }

        return SecretsFile.Read(options.SecretsFile).Fault is { } fault ? ValidateOptionsResult.Fail(fault) : ValidateOptionsResult.Success;
    }
}
