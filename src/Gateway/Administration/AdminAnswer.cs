using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Administration;

/// <summary>An answer of the endpoints that manage keys.</summary>
internal sealed record AdminAnswer(int Status, Action<PooledBytes> Write)
{
    public static AdminAnswer Of<T>(int status, T body, JsonTypeInfo<T> type) => new(status, output =>
    {
        using var json = new Utf8JsonWriter(output);
        JsonSerializer.Serialize(json, body, type);
    });

    /// <param name="status">The HTTP status.</param>
    /// <param name="code">A stable word for programs.</param>
    /// <param name="message">For people.</param>
    /// <param name="field">The property of the request at fault, if one is.</param>
    public static AdminAnswer Fault(int status, string code, string message, string? field = null) =>
        new(status, output => new OpenAiError(message, "invalid_request_error", code, field).WriteTo(output));

    public static AdminAnswer BadRequest(string message, string? field = null) => Fault(StatusCodes.Status400BadRequest, "invalid_request", message, field);

    public async Task WriteAsync(HttpResponse response)
    {
        using var body = new PooledBytes();
        Write(body);
        response.StatusCode = Status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}

/// <summary>That the key of a provider was changed.</summary>
internal sealed record ProviderChanged(string Message, string Provider);

/// <summary>The providers that can be called.</summary>
internal sealed record ConfiguredProviders(IReadOnlyList<string> Providers)
{
    [JsonPropertyName("configured_providers")]
    public IReadOnlyList<string> Providers { get; } = Providers;
}

/// <summary>That the secrets file was read again.</summary>
internal sealed record Reloaded(string Message, int Loaded, [property: JsonPropertyName("configured_providers")] IReadOnlyList<string> Providers);

/// <summary>All keys.</summary>
internal sealed record KeyList(IReadOnlyList<KeyView> Keys);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProviderChanged))]
[JsonSerializable(typeof(ConfiguredProviders))]
[JsonSerializable(typeof(Reloaded))]
[JsonSerializable(typeof(KeyList))]
[JsonSerializable(typeof(KeyView))]
internal sealed partial class AdminJson : JsonSerializerContext;
