using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Keys;
using Tracehouse.Server.Listening;
using Tracehouse.Store;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Server.Access;

/// <summary>When keys are asked for: whenever there is one, and always where other machines can reach a door.</summary>
internal static class KeyRequirement
{
    public static void AddKeyRequirement(this IServiceCollection services, params ListenerUrl[] doors)
    {
        if (!doors.All(door => door.IsLoopback))
        {
            services.PostConfigure<KeysOptions>(keys => keys.Required = true);
        }
    }

    /// <summary>Throws <see cref="SettingException"/> where nobody could come in, or everybody. Keys that only a ClickHouse server knows of count too.</summary>
    public static async Task CheckAsync(IServiceProvider services, CancellationToken stop, params ListenerUrl[] doors)
    {
        var ring = services.GetRequiredService<KeyRing>();
        if (!ring.IsRequired || ring.HasKeys)
        {
            return;
        }

        var isRemote = services.GetRequiredService<IOptions<ClickHouseOptions>>().Value is { Enabled: true, Url.Length: > 0 };
        var unknown = isRemote ? await services.LearnDocumentsAsync(stop) : null;
        if (ring.HasKeys)
        {
            return;
        }

        var reason = doors.FirstOrDefault(door => !door.IsLoopback) is { } door
            ? $"{door.Setting} is an address that other machines can reach ({string.Join(", ", door.Addresses)}), and there is no key."
            : "Keys:Required is true, and there is no key.";
        var more = unknown is null ? "" : $" Whether ClickHouse has one is not known: {unknown} Start it, or mend ClickHouse:Url, and start again; or do without.";
        throw new SettingException(
            $"{reason}{more} Set Keys:0:Secret (make one with: openssl rand -hex 32), or start on http://127.0.0.1:PORT first and make a key there with POST /v1/keys.");
    }
}
