using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Buffers;
using Tracehouse.Gateway.Routing;

namespace Tracehouse.Gateway.Catalogue;

/// <summary>Answers <c>GET /v1/models</c>: the models that this server can offer.</summary>
internal sealed class ModelList(ModelRouter router)
{
    public async Task WriteAllAsync(HttpResponse response)
    {
        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var (provider, name) in router.Offered)
        {
            WriteModel(json, provider, name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await FinishAsync(response, json, body);
    }

    /// <summary>False when there is no such model; then nothing was written.</summary>
    public async Task<bool> TryWriteAsync(HttpResponse response, string asked)
    {
        var (provider, name) = router.Offered.FirstOrDefault(offered => offered.Name == asked);
        if (provider is null)
        {
            return false;
        }

        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        WriteModel(json, provider, name);
        await FinishAsync(response, json, body);
        return true;
    }

    private static void WriteModel(Utf8JsonWriter json, Provider provider, string name)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, name);
        json.WriteString("object"u8, "model"u8);

        // Clients want a number here, and nobody knows it.
        json.WriteNumber("created"u8, 0);
        json.WriteString("owned_by"u8, provider.Name);
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
