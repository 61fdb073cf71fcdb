using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Secrets;

namespace Tracehouse.Gateway.Administration;

/// <summary>Sets and removes the keys of providers, and says which have one. It never tells a key.</summary>
internal sealed class ProviderBook(ProviderTable providers, ProviderKeys keys)
{
    private const int KeyCharactersMax = 16 * 1024;

    public AdminAnswer List() => AdminAnswer.Of(StatusCodes.Status200OK, new ConfiguredProviders(Configured()), AdminJson.Default.ConfiguredProviders);

    public async Task<AdminAnswer> SetAsync(string? name, string? key, CancellationToken stop)
    {
        key = key?.Trim();
        if (string.IsNullOrEmpty(name) || key is not { Length: > 0 and <= KeyCharactersMax } || !key.All(character => character is > ' ' and < '\x7f'))
        {
            return AdminAnswer.BadRequest("Give the name of a provider and its api_key, which is visible ASCII without spaces.");
        }

        if (providers.Find(name) is not { } provider || provider.Models is not null)
        {
            return NotFound(name);
        }

        await keys.SetAsync(provider.Name, key, stop);
        return Changed("key updated", provider.Name);
    }

    /// <summary>Also for a key that was not there, so that it may be repeated.</summary>
    public async Task<AdminAnswer> RemoveAsync(string name, CancellationToken stop)
    {
        if (providers.Find(name) is not { } provider || provider.Models is not null)
        {
            return NotFound(name);
        }

        await keys.RemoveAsync(provider.Name, stop);
        return Changed("key removed", provider.Name);
    }

    public AdminAnswer Reload()
    {
        var (loaded, fault) = keys.Reload();
        return fault is not null
            ? AdminAnswer.BadRequest(fault)
            : AdminAnswer.Of(StatusCodes.Status200OK, new Reloaded("secrets reloaded", loaded, Configured()), AdminJson.Default.Reloaded);
    }

    private string[] Configured() => [.. providers.All.Where(provider => provider.Key.Value is not null).Select(provider => provider.Name).Order(StringComparer.Ordinal)];

    private static AdminAnswer Changed(string message, string name) => AdminAnswer.Of(StatusCodes.Status200OK, new ProviderChanged(message, name), AdminJson.Default.ProviderChanged);

    private static AdminAnswer NotFound(string name) => AdminAnswer.Fault(
        StatusCodes.Status404NotFound, "provider_not_found", $"There is no provider {name}; set Providers:{name}:BaseUrl to add one.");
}
