using Tracehouse;

/// <summary>The examples of the page's tabs "@observe Decorator".</summary>
internal static class Decorator
{
    /// <summary>Called at the top, so each call is a trace; its id is printed from within.</summary>
    public static async Task RunAsync()
    {
        GetWeatherResponse("What's the weather in Madrid?");
        await LookUpAsync("What's the weather in Madrid?");
        HandleRequest("user-123", "What's the weather?");
        HandleInside("user-123", "session-abc", "What's the weather?");

        // A parameter of type TraceContext says where the observation begins, and is no part of its input.
        var traceId = Tracing.CreateTraceId(seed: $"your-trace-id {Environment.ProcessId}");
        ProcessRequest("your-trace-id", "What's the weather in Madrid?", new TraceContext(traceId));

        // So does the place that a call stands in, for methods without such a parameter.
        using (Tracing.At(new TraceContext(traceId, "00f067aa0ba902b7")))
        {
            ProcessInOtherService("SELECT * FROM users");
        }
    }

    [Observe]
    internal static string GetWeatherResponse(string userQuery)
    {
        // Named after the method, with its arguments as input and what it returns as output.
        Console.WriteLine($"observed {Tracing.CurrentTraceId}");
        return Format(FetchWeather(userQuery));
    }

    [Observe(Name = "weather-lookup")]
    internal static async Task<string> LookUpAsync(string userQuery)
    {
        Console.WriteLine($"observed-async {Tracing.CurrentTraceId}");
        await Task.Delay(1);
        return Format(FetchWeather(userQuery));
    }

    [Observe]
    internal static string HandleRequest(string userId, string query)
    {
        Tracing.UpdateCurrentTrace(
            name: "weather-query",
            userId: userId,
            sessionId: "session-abc",
            tags: ["production", "weather"],
            metadata: new Dictionary<string, object?> { ["source"] = "web-app", ["app_version"] = "2.1.0" });
        Console.WriteLine($"observed-updated {Tracing.CurrentTraceId}");
        return ProcessQuery(query);
    }

    [Observe]
    internal static string HandleInside(string userId, string sessionId, string query)
    {
        Console.WriteLine($"observed-inside {Tracing.CurrentTraceId}");
        using (Tracing.PropagateAttributes(userId, sessionId, tags: ["production", "weather"], metadata: new Dictionary<string, string> { ["source"] = "web-app" }))
        {
            // Everything that starts in here has the user, the session, the tags and the metadata.
            return ProcessQuery(query);
        }
    }

    [Observe]
    internal static string ProcessRequest(string requestId, string query, TraceContext? place = null)
    {
        Console.WriteLine($"observed-placed {Tracing.CurrentTraceId}");
        return ProcessQuery(query);
    }

    [Observe(Name = "downstream-service")]
    internal static string ProcessInOtherService(string query) => query;

    [Observe(Kind = ObservationKind.Generation)]
    internal static string ProcessQuery(string query) => $"An answer to '{query}'";

    [Observe(Kind = ObservationKind.Tool)]
    internal static Weather FetchWeather(string query) => new("Madrid", 6, "partly cloudy");

    private static string Format(Weather weather) => $"In {weather.City}, it is currently {weather.Sky} with a temperature of around {weather.Celsius}°C.";

    internal sealed record Weather(string City, int Celsius, string Sky);
}
