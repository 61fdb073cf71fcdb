using Microsoft.AspNetCore.Http;
using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Connections;
using Tracehouse.Engine.Errors;

namespace Tracehouse.Engine.Http;

/// <summary>What the address and the headers of a request say.</summary>
internal sealed record QueryRequest
{
    private const string ParameterPrefix = "param_";
    private const int SessionTimeoutSecondsDefault = 60;

    // Known to ClickHouse's HTTP interface, but either done elsewhere or without meaning here; everything else is a setting.
    private static readonly HashSet<string> NotSettings =
    [
        "query", "database", "default_format", "query_id", "session_id", "session_timeout", "session_check", "close_session",
        "user", "password", "quota_key", "role", "stacktrace", "buffer_size", "wait_end_of_query", "compress", "decompress",
        "client_protocol_version", "enable_http_compression", "add_http_cors_header", "log_comment", "framing",
    ];

    public required string Query { get; init; }

    public required string Format { get; init; }

    public required string QueryId { get; init; }

    public required ConnectionKey Key { get; init; }

    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    public required bool IsReadOnly { get; init; }

    public string? SessionId { get; init; }

    public bool SessionMustExist { get; init; }

    public int SessionTimeoutSeconds { get; init; } = SessionTimeoutSecondsDefault;

    public static EngineError? Parse(HttpRequest request, EngineOptions options, out QueryRequest? parsed)
    {
        parsed = null;
        if (request.Query["compress"] == "1" || request.Query["decompress"] == "1")
        {
            return KnownErrors.NativeCompression;
        }

        if (request.HasFormContentType && request.ContentType!.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            return KnownErrors.Multipart;
        }

        var timeoutText = request.Query["session_timeout"].ToString();
        var timeout = SessionTimeoutSecondsDefault;
        if (timeoutText.Length > 0 && (!int.TryParse(timeoutText, out timeout) || timeout < 0 || timeout > options.SessionTimeoutSecondsMax))
        {
            return KnownErrors.InvalidSessionTimeout(timeoutText, options.SessionTimeoutSecondsMax);
        }

        var isReadOnly = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        parsed = new QueryRequest
        {
            Query = request.Query["query"].ToString(),
            Format = FirstOf(request.Query["default_format"], request.Headers["X-ClickHouse-Format"]) ?? "TabSeparated",
            QueryId = FirstOf(request.Query["query_id"]) ?? Guid.NewGuid().ToString(),
            Key = ConnectionKey.Of(FirstOf(request.Query["database"], request.Headers["X-ClickHouse-Database"]), SettingsOf(request, isReadOnly)),
            Parameters = ParametersOf(request),
            IsReadOnly = isReadOnly,
            SessionId = FirstOf(request.Query["session_id"]),
            SessionMustExist = request.Query["session_check"] == "1",
            SessionTimeoutSeconds = timeout,
        };
        return null;
    }

    private static string? FirstOf(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                return value;
            }
        }

        return null;
    }

    private static List<KeyValuePair<string, string>> ParametersOf(HttpRequest request) =>
    [
        .. request.Query
            .Where(pair => pair.Key.StartsWith(ParameterPrefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[ParameterPrefix.Length..], pair.Value.ToString())),
    ];

    private static List<KeyValuePair<string, string>> SettingsOf(HttpRequest request, bool isReadOnly)
    {
        var settings = request.Query
            .Where(pair => !NotSettings.Contains(pair.Key) && !pair.Key.StartsWith(ParameterPrefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString()))
            .ToList();

        // The last one, as nothing can be set after it; a session would stay so for good, and is held back elsewhere.
        if (isReadOnly && !request.Query.ContainsKey("session_id") && !request.Query.ContainsKey("readonly"))
        {
            settings.Add(KeyValuePair.Create("readonly", "2"));
        }

        return settings;
    }
}
