using Microsoft.Extensions.Options;

namespace Tracehouse.Server.Access;

/// <summary>Names the setting to change when the section <c>SignIn</c> cannot work.</summary>
internal sealed class SignInOptionsValidator : IValidateOptions<SignInOptions>
{
    public ValidateOptionsResult Validate(string? name, SignInOptions options) =>
        options.Hours is < 1 or > 24 * 365 ? ValidateOptionsResult.Fail($"SignIn:Hours is {options.Hours}; it must be from 1 to 8760.")
        : options.SessionsMax is < 1 or > 1_000_000 ? ValidateOptionsResult.Fail($"SignIn:SessionsMax is {options.SessionsMax}; it must be from 1 to 1000000.")
        : options.TriesPerMinute is < 1 or > 10_000 ? ValidateOptionsResult.Fail($"SignIn:TriesPerMinute is {options.TriesPerMinute}; it must be from 1 to 10000.")
        : ValidateOptionsResult.Success;
}
