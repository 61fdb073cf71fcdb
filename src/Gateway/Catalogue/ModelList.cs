using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Gateway.Buffers;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Routing;

namespace Tracehouse.Gateway.Catalogue;

/// <summary>Answers <c>GET /v1/models</c>: the models that this server can offer, and the aliases for them.</summary>
internal sealed class ModelList(ModelRouter router, AliasTable aliases)
{
    private const string OwnerOfAliases = "tracehouse";

    private IEnumerable<(string Owner, string Name)> All(HttpContext context) =>
        aliases.All(context.Features.GetRequiredFeature<KeyHolder>().Project).Select(alias => (OwnerOfAliases, alias.Name)).Concat(router.Offered.Select(offered => (offered.Provider.Name, offered.Name)));

    public async Task WriteAllAsync(HttpResponse response)
    {
        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var (owner, name) in All(response.HttpContext))
        {
            WriteModel(json, owner, name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await FinishAsync(response, json, body);
    }

    /// <summary>False when there is no such model; then nothing was written.</summary>
    public async Task<bool> TryWriteAsync(HttpResponse response, string asked)
    {
        var (owner, name) = All(response.HttpContext).FirstOrDefault(offered => offered.Name == asked);
        if (name is null)
        {
            return false;
        }

        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        WriteModel(json, owner, name);
        await FinishAsync(response, json, body);
        return true;
    }

    private static void WriteModel(Utf8JsonWriter json, string owner, string name)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, name);
        json.WriteString("object"u8, "model"u8);

        // Clients want a number here, and nobody knows it.
        json.WriteNumber("created"u8, 0);
        json.WriteString("owned_by"u8, owner);
        json.WriteEndObject();
    }

    private static async Task FinishAsync(HttpResponse response, Utf8JsonWriter json, PooledBytes body)
    {
        json.Flush();
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}
