namespace Tracehouse.Gateway.Dialects;

/// <summary>What an answer says of itself.</summary>
internal static class MediaTypes
{
    /// <summary>Whether it comes as server-sent events. Names of types mean the same in any case.</summary>
    public static bool IsEventStream(string? type) =>
        type is not null && type.AsSpan(0, type.IndexOf(';') is >= 0 and var end ? end : type.Length).Trim().Equals("text/event-stream", StringComparison.OrdinalIgnoreCase);

    public static bool IsEventStream(HttpContent content) => IsEventStream(content.Headers.ContentType?.MediaType);
}
