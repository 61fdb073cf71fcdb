using Tracehouse;

namespace FromLangfuse;

/// <summary>Attributes of the trace, set from within or given to everything that starts inside.</summary>
internal static class Requests
{
    [Observe]
    public static string Handle(string userId, string query)
    {
        Tracing.UpdateCurrentTrace(
            name: "weather-query",
            userId: userId,
            sessionId: "session-abc",
            tags: ["production", "weather"],
            metadata: new Dictionary<string, object?> { ["source"] = "web-app", ["app_version"] = "2.1.0" });
        return Answer(query);
    }

    [Observe]
    public static string HandleInside(string userId, string sessionId, string query)
    {
        using (Tracing.PropagateAttributes(userId, sessionId, ["production", "weather"], new Dictionary<string, string> { ["source"] = "web-app" }))
        {
            // Everything that starts in here has user, session, tags and metadata.
            return Answer(query);
        }
    }

    [Observe]
    public static string Process(string requestId, string query, TraceContext? place = null) => Answer(query);

    [Observe(Name = "downstream-service")]
    public static string InOtherService(string query) => Answer(query);

    [Observe(Kind = ObservationKind.Generation)]
    private static string Answer(string query) => $"An answer to: {query}";
}
