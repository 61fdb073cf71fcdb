using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracehouse.Gateway.Aliases;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Routing;

namespace Tracehouse.Gateway.Catalogue;

/// <summary>Answers <c>GET /v1/models</c>: the models that this server can offer to whoever asks, and the aliases for them.</summary>
internal sealed class ModelList(ModelRouter router, AliasTable aliases, CallPrices prices)
{
    private const string OwnerOfAliases = "tracehouse";

    private IEnumerable<(string Owner, string Name)> All(KeyHolder holder) =>
        Aliases(holder).Select(alias => (OwnerOfAliases, alias.Name)).Concat(Offered(holder).Select(offered => (offered.Provider.Name, offered.Name)));

    /// <summary>The models that a caller's key lets through.</summary>
    private IEnumerable<(Provider Provider, string Name)> Offered(KeyHolder holder) =>
        router.Offered.Where(offered => holder.Allows(offered.Name, offered.Provider.Name, offered.Name[(offered.Provider.Name.Length + 1)..]));

    /// <summary>The aliases of a caller's project of which its key lets a target through.</summary>
    private IEnumerable<Alias> Aliases(KeyHolder holder) =>
        aliases.All(holder.Project).Where(alias => alias.Targets.Any(target => holder.Allows(alias.Name, target.Provider, target.OwnName)));

    public async Task WriteAllAsync(HttpResponse response)
    {
        var holder = response.HttpContext.Features.GetRequiredFeature<KeyHolder>();
        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var (owner, name) in All(holder))
        {
            WriteModel(json, owner, name);
        }

        json.WriteEndArray();
        WriteForOpenTracy(json, holder);
        json.WriteEndObject();
        await FinishAsync(response, json, body);
    }

    /// <summary>False when there is no such model for the caller; then nothing was written.</summary>
    public async Task<bool> TryWriteAsync(HttpResponse response, string asked)
    {
        var (owner, name) = All(response.HttpContext.Features.GetRequiredFeature<KeyHolder>()).FirstOrDefault(offered => offered.Name == asked);
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

    /// <summary>What clients of OpenTracy's engine read beside it. No model has been measured and none is preferred, so those are null.</summary>
    private void WriteForOpenTracy(Utf8JsonWriter json, KeyHolder holder)
    {
        json.WriteStartArray("models"u8);
        foreach (var (provider, name) in Offered(holder))
        {
            json.WriteStartObject();
            json.WriteString("model_id"u8, name);
            if (prices.OfThousandTokens(provider, name[(provider.Name.Length + 1)..]) is { } price)
            {
                json.WriteNumber("cost_per_1k_tokens"u8, price);
            }
            else
            {
                json.WriteNull("cost_per_1k_tokens"u8);
            }

            json.WriteNumber("num_clusters"u8, 0);
            json.WriteNull("overall_accuracy"u8);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNull("default_model"u8);
    }

    private static async Task FinishAsync(HttpResponse response, Utf8JsonWriter json, PooledBytes body)
    {
        json.Flush();
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}
