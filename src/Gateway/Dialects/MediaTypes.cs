namespace Tracehouse.Gateway.Dialects;

/// <summary>What an answer says of itself.</summary>
internal static class MediaTypes
{
    /// <summary>Whether it comes as server-sent events. Names of types mean the same in any case.</summary>
    public static bool IsEventStream(HttpContent content) =>
        "text/event-stream".Equals(content.Headers.ContentType?.MediaType, StringComparison.OrdinalIgnoreCase);
}
