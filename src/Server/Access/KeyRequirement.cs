using Tracehouse.Gateway.Keys;
using Tracehouse.Server.Listening;

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

    /// <summary>Throws <see cref="SettingException"/> where nobody could come in, or everybody.</summary>
    public static void Check(KeyRing ring, params ListenerUrl[] doors)
    {
        if (!ring.IsRequired || ring.HasKeys)
        {
            return;
        }

        var reason = doors.FirstOrDefault(door => !door.IsLoopback) is { } door
            ? $"{door.Setting} is an address that other machines can reach ({string.Join(", ", door.Addresses)}), and there is no key."
            : "Keys:Required is true, and there is no key.";
        throw new SettingException(
            $"{reason} Set Keys:0:Secret (make one with: openssl rand -hex 32), or start on http://127.0.0.1:PORT first and make a key there with POST /v1/keys.");
    }
}
