using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tracehouse.Gateway.Administration;
using Tracehouse.Payloads;

namespace Tracehouse.Tests.Gateway.Keys;

/// <summary>Manages the keys of a gateway as the endpoints do.</summary>
internal static class KeyAdmin
{
    public static async Task<(int Status, JsonElement Body)> CreateKeyAsync(this GatewayHost host, string wish)
    {
        using var json = JsonDocument.Parse(wish);
        return Read(await host.Services.GetRequiredService<KeyBook>().CreateAsync(json.RootElement, GatewayHost.Stop));
    }

    /// <summary>The secret of a new key.</summary>
    public static async Task<string> NewSecretAsync(this GatewayHost host, string wish) => (await host.CreateKeyAsync(wish)).Body.GetProperty("secret_key").GetString()!;

    public static async Task<(int Status, JsonElement Body)> ManageAsync(this GatewayHost host, Func<KeyBook, Task<AdminAnswer>> what) =>
        Read(await what(host.Services.GetRequiredService<KeyBook>()));

    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    public static async Task<(string Code, string Type)> ErrorAsync(this HttpResponseMessage response)
    {
        var error = Parse(await response.Content.ReadAsStringAsync(GatewayHost.Stop)).GetProperty("error");
        return (error.TryGetProperty("code", out var code) ? code.GetString()! : "", error.GetProperty("type").GetString()!);
    }

    private static (int Status, JsonElement Body) Read(AdminAnswer answer)
    {
        using var body = new PooledBytes();
        answer.Write(body);
        return (answer.Status, Parse(System.Text.Encoding.UTF8.GetString(body.Memory.Span)));
    }
}
