using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Privacy;

namespace Tracehouse.Gateway.Extras;

/// <summary>The headers that every answer to a call carries, errors included, as far as they are known by then. OpenTracy's names are kept.</summary>
internal static class AnswerHeaders
{
    public const string Cost = "X-OpenTracy-Cost-Usd";
    public const string SessionId = "X-OpenTracy-Session-Id";

    private static readonly SearchValues<char> Characters = SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    private const string OwnTraceId = "x-tracehouse-trace-id";
    private const string TraceId = "X-OpenTracy-Trace-Id";
    private const string SelectedModel = "X-OpenTracy-Selected-Model";
    private const string RoutingMs = "X-OpenTracy-Routing-Ms";
    private const string Alias = "X-OpenTracy-Alias";
    private const string Attempts = "X-OpenTracy-Attempts";
    private const string Cache = "X-OpenTracy-Cache";

    /// <summary>What a page of another site may read, besides what browsers let it read anyway.</summary>
    public static string All { get; } = string.Join(", ", OwnTraceId, TraceId, SelectedModel, RoutingMs, Alias, Attempts, Cache, Cost, SessionId);

    /// <summary>Sets them on an answer whose head has not gone out.</summary>
    public static void Write(Call call, HttpContext context)
    {
        var headers = context.Response.Headers;
        if (call.TraceLevel != TraceLevel.Off)
        {
            headers[OwnTraceId] = call.TraceId.Value;
            headers[TraceId] = call.TraceId.Value;
        }

        if (context.Request.Headers[SessionId].ToString() is { Length: > 0 } session && CanCarry(session))
        {
            headers[SessionId] = session;
        }

        if (call.Route is { } route)
        {
            headers[SelectedModel] = Plain($"{route.Provider.Name}/{route.Model}");
            headers[RoutingMs] = call.RoutingTime.TotalMilliseconds.ToString("F2", CultureInfo.InvariantCulture);
        }

        if (call.Alias is { } alias)
        {
            headers[Alias] = Plain(alias);
        }

        if (call.Tries > 0)
        {
            headers[Attempts] = call.Tries.ToString(CultureInfo.InvariantCulture);
        }

        if (call.Cache is { } cache)
        {
            headers[Cache] = cache.IsHit ? "hit" : "miss";
        }

        if (call is { Cost: { } cost, Duration: not null })
        {
            headers[Cost] = cost.TotalUsd.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whether a header can have this value; the server refuses to write other characters.</summary>
    public static bool CanCarry(string value) => !value.AsSpan().ContainsAnyExcept(Characters);

    private static string Plain(string text) => CanCarry(text) ? text : Uri.EscapeDataString(text);
}
