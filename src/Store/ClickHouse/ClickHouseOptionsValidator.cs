using Microsoft.Extensions.Options;

namespace Tracehouse.Store.ClickHouse;

/// <summary>Names the setting to change when the section <c>ClickHouse</c> cannot work.</summary>
internal sealed class ClickHouseOptionsValidator : IValidateOptions<ClickHouseOptions>
{
    public ValidateOptionsResult Validate(string? name, ClickHouseOptions options)
    {
        var faults = new List<string>();
        if (options.Url is { Length: > 0 } secret && secret.Contains('@'))
        {
            faults.Add("ClickHouse:Url has an @; the user and the password belong into ClickHouse:User and ClickHouse:Password.");
        }
        else if (options.Url is { Length: > 0 } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            faults.Add($"ClickHouse:Url is \"{url}\"; it must be an http or https address such as http://127.0.0.1:8123.");
        }

        if (options.Database.Length == 0)
        {
            faults.Add("ClickHouse:Database is empty; name the database that holds the traces.");
        }

        if (options.TimeoutSeconds is < 1 or > 3600)
        {
            faults.Add($"ClickHouse:TimeoutSeconds is {options.TimeoutSeconds}; it must be from 1 to 3600.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
