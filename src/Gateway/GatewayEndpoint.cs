using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Tracehouse.Gateway.Administration;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Catalogue;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Forwarding;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;

namespace Tracehouse.Gateway;

/// <summary>Tells by method and path what is asked of the gateway.</summary>
internal sealed class GatewayEndpoint(
    KeyGate gate, Forwarder forwarder, ModelList models, OpenTracyEndpoints others, AdminEndpoint administration, Action<Utf8JsonWriter> writeHealth)
{
    private const string ModelPrefix = "/v1/models/";
    private const string ConfigPrefix = "/v1/config/";
    private const string WhatThereIs =
        "There are POST /v1/chat/completions, /v1/responses, /v1/completions, /v1/embeddings, /v1/messages, /v1/messages/count_tokens and /v1/moderations; "
        + "/v1/images/…, /v1/audio/… and /providers/<name>/…; GET /v1/models, GET /v1/models/{id}, GET /v1/metrics, GET /v1/cache, GET /health; GET and POST /v1/config/keys.";

    /// <summary>The formats that are understood, by the paths that speak them.</summary>
    internal static readonly FrozenDictionary<string, Dialect> Dialects = new Dictionary<string, Dialect>
    {
        ["/v1/chat/completions"] = new ChatCompletions(),
        ["/v1/completions"] = new Completions(),
        ["/v1/embeddings"] = new Embeddings(),
        ["/v1/responses"] = new Responses(),
        ["/v1/messages"] = new AnthropicMessages(),
        ["/v1/messages/count_tokens"] = new AnthropicTokenCount(),
    }.ToFrozenDictionary();

    /// <summary>Whether the server is up is everybody's to know; anything else needs a key where keys are asked for.</summary>
    public Task AnswerAsync(HttpContext context) => context.Request.Path.Value != "/health" && gate.Admit(context) is { } refusal
        ? WriteErrorAsync(context.Response, refusal.Status, refusal.Error, Dialects.GetValueOrDefault(context.Request.Path.Value ?? ""))
        : DispatchAsync(context);

    private Task DispatchAsync(HttpContext context) => context.Request.Path.Value switch
    {
        { } path when Dialects.TryGetValue(path, out var dialect) => Only(HttpMethods.Post, context, dialect) ?? forwarder.ForwardAsync(dialect, context),
        "/v1/models" => Only(HttpMethods.Get, context) ?? models.WriteAllAsync(context.Response),
        { } path when PassThroughPaths.Find(path, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) is { } dialect => forwarder.ForwardAsync(dialect, context),
        { } path when path.StartsWith(ModelPrefix, StringComparison.Ordinal) => Only(HttpMethods.Get, context) ?? WriteModelAsync(context, path),
        { } path when path.StartsWith(ConfigPrefix, StringComparison.Ordinal) => administration.AnswerAsync(context),
        { } path when others.Find(path) is var (method, answer) => Only(method, context) ?? OnlyAdmin(context, path) ?? answer(context),
        "/health" => Only(HttpMethods.Get, context) ?? WriteHealthAsync(context.Response),
        var path => WriteErrorAsync(context.Response, 404, "not_found", $"There is no {path} here. {WhatThereIs}"),
    };

    /// <summary>Null when the method is the right one.</summary>
    private static Task? Only(string method, HttpContext context, Dialect? dialect = null)
    {
        if (HttpMethods.Equals(method, context.Request.Method))
        {
            return null;
        }

        context.Response.Headers.Allow = method;
        return WriteErrorAsync(context.Response, 405, "method_not_allowed", $"{context.Request.Path} takes {method} only.", dialect);
    }

    /// <summary>Counts and cache are those of all projects together; null when the caller may see them.</summary>
    private static Task? OnlyAdmin(HttpContext context, string path) => path == OpenTracyEndpoints.Route || context.Features.Get<Caller>() is { Role: KeyRole.Admin }
        ? null
        : WriteErrorAsync(context.Response, 403, "forbidden", "This needs a key with the role admin.");

    /// <summary>Clients escape the slash in a model's name, and the server leaves that one escape as it is.</summary>
    private async Task WriteModelAsync(HttpContext context, string path)
    {
        var name = Uri.UnescapeDataString(path[ModelPrefix.Length..]);
        if (!await models.TryWriteAsync(context.Response, name))
        {
            await WriteErrorAsync(context.Response, 404, "model_not_found", $"There is no model {name}; GET /v1/models lists them.");
        }
    }

    private async Task WriteHealthAsync(HttpResponse response)
    {
        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        writeHealth(json);
        json.WriteEndObject();
        json.Flush();
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory);
    }

    private static Task WriteErrorAsync(HttpResponse response, int status, string code, string message, Dialect? dialect = null) =>
        WriteErrorAsync(response, status, new OpenAiError(message, "invalid_request_error", code), dialect);

    private static async Task WriteErrorAsync(HttpResponse response, int status, OpenAiError error, Dialect? dialect)
    {
        using var body = new PooledBytes();
        if (dialect is null)
        {
            error.WriteTo(body);
        }
        else
        {
            dialect.WriteError(body, error);
        }

        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}
