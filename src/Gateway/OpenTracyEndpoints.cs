using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Metrics;

namespace Tracehouse.Gateway;

/// <summary>The endpoints that OpenTracy's engine has besides those for models, in its shapes: <c>/v1/route</c>, counts, and the cache.</summary>
internal sealed class OpenTracyEndpoints(CallMetrics metrics, ResponseCache cache, IOptions<CacheOptions> cacheOptions, IOptions<MetricsOptions> metricsOptions)
{
    /// <summary>The one that asks for a decision instead of counts.</summary>
    public const string Route = "/v1/route";

    private const int RecentByDefault = 20;

    /// <summary>Null when the path is none of them.</summary>
    public (string Method, Func<HttpContext, Task> Answer)? Find(string path) => path switch
    {
        Route => (HttpMethods.Post, RouteAsync),
        "/v1/metrics" => (HttpMethods.Get, context => WriteAsync(context.Response, metrics.WriteSummary)),
        "/v1/metrics/recent" => (HttpMethods.Get, RecentAsync),
        "/v1/metrics/reset" => (HttpMethods.Post, context => ResetAsync(context, "metrics reset")),
        "/v1/cache" => (HttpMethods.Get, context => WriteAsync(context.Response, WriteCache)),
        "/v1/cache/clear" => (HttpMethods.Post, ClearAsync),
        "/stats" => (HttpMethods.Get, context => WriteAsync(context.Response, metrics.WriteSelections)),
        "/stats/reset" => (HttpMethods.Post, context => ResetAsync(context, "stats reset")),
        _ => null,
    };

    /// <summary>Models are not chosen by prompts yet; who asks wrongly is told so even now.</summary>
    private static async Task RouteAsync(HttpContext context)
    {
        var isRequest = await IsRouteRequestAsync(context);
        var error = isRequest
            ? new OpenAiError("Choosing a model automatically is not set up; name a model such as \"openai/gpt-4o-mini\".", "server_error", "router_not_ready")
            : new OpenAiError("The body must be a JSON object with prompt, a text, or embedding, a list of numbers.", "invalid_request_error", "invalid_request", "prompt");
        using var body = new PooledBytes();
        error.WriteTo(body);
        context.Response.StatusCode = isRequest ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status400BadRequest;
        context.Response.Headers["x-should-retry"] = "false";
        await SendAsync(context.Response, body);
    }

    private static async Task<bool> IsRouteRequestAsync(HttpContext context)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && ((json.RootElement.TryGetProperty("prompt", out var prompt) && prompt.ValueKind == JsonValueKind.String && prompt.GetRawText().Length > 2)
                    || (json.RootElement.TryGetProperty("embedding", out var embedding) && embedding.ValueKind == JsonValueKind.Array && embedding.GetArrayLength() > 0));
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return false;
        }
    }

    private async Task RecentAsync(HttpContext context)
    {
        var most = metricsOptions.Value.RecentMax;
        var asked = context.Request.Query["n"].ToString();
        var count = RecentByDefault;
        if (asked.Length > 0 && !(int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= 1 && count <= most))
        {
            using var body = new PooledBytes();
            new OpenAiError($"n must be from 1 to {most} (setting Metrics:RecentMax).", "invalid_request_error", "invalid_request", "n").WriteTo(body);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await SendAsync(context.Response, body);
            return;
        }

        await WriteAsync(context.Response, json => metrics.WriteRecent(json, count));
    }

    private Task ResetAsync(HttpContext context, string message)
    {
        metrics.Reset();
        return WriteMessageAsync(context.Response, message);
    }

    private Task ClearAsync(HttpContext context)
    {
        cache.Clear();
        return WriteMessageAsync(context.Response, "cache cleared");
    }

    private void WriteCache(Utf8JsonWriter json)
    {
        var counts = cache.Counts;
        var asked = counts.Hits + counts.Misses;
        json.WriteStartObject();
        json.WriteNumber("size"u8, counts.Bytes);
        json.WriteNumber("max_size"u8, cacheOptions.Value.BytesMax);
        json.WriteNumber("entries"u8, counts.Entries);
        json.WriteNumber("ttl"u8, cacheOptions.Value.SecondsMax);
        json.WriteNumber("hits"u8, counts.Hits);
        json.WriteNumber("misses"u8, counts.Misses);
        json.WriteNumber("hit_rate"u8, asked == 0 ? 0 : Math.Round((double)counts.Hits / asked, 6));
        json.WriteEndObject();
    }

    private static Task WriteMessageAsync(HttpResponse response, string message) => WriteAsync(response, json =>
    {
        json.WriteStartObject();
        json.WriteString("message"u8, message);
        json.WriteEndObject();
    });

    private static async Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        using var body = new PooledBytes();
        using var json = new Utf8JsonWriter(body);
        write(json);
        json.Flush();
        await SendAsync(response, body);
    }

    private static async Task SendAsync(HttpResponse response, PooledBytes body)
    {
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body.Memory);
    }
}
