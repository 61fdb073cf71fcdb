using Tracehouse;

/// <summary>What the pages of Langfuse and InteractiveAI do with a context manager; each example prints the trace that it made.</summary>
internal static class ContextManager
{
    /// <summary>"Creating a Trace".</summary>
    public static void Create()
    {
        using var root = Tracing.StartObservation("your-trace-name", input: new Dictionary<string, string> { ["user_query"] = "What's the weather in Madrid?" });
        root.SetOutput(new Dictionary<string, string> { ["final_response"] = "In Madrid, it is currently partly cloudy with a temperature of around 6°C (43°F)." });
        Console.WriteLine($"explicit {root.TraceId}");
    }

    /// <summary>"Updating a Trace", option 1: by the observation.</summary>
    public static void UpdateByObservation()
    {
        using var span = Tracing.StartObservation("user-request");
        span.UpdateTrace(
            name: "weather-query",
            userId: "user-123",
            sessionId: "session-abc",
            tags: ["production", "weather"],
            metadata: new Dictionary<string, object?> { ["source"] = "web-app", ["app_version"] = "2.1.0" },
            input: new Dictionary<string, string> { ["query"] = "What's the weather?" });
        span.SetOutput(new Dictionary<string, string> { ["response"] = "..." });
        Console.WriteLine($"updated {span.TraceId}");
    }

    /// <summary>"Updating a Trace", option 2: from anywhere within the trace.</summary>
    public static void UpdateFromAnywhere()
    {
        using var span = Tracing.StartObservation("user-request");
        Deep();
        Console.WriteLine($"anywhere {span.TraceId}");

        static void Deep() => Tracing.UpdateCurrentTrace(
            name: "weather-query",
            userId: "user-123",
            sessionId: "session-abc",
            tags: ["production", "weather"],
            metadata: new Dictionary<string, object?> { ["source"] = "web-app" });
    }

    /// <summary>"Deterministic IDs": the same seed gives the same trace id, here and in Langfuse's SDKs.</summary>
    public static void DeterministicId()
    {
        const string externalRequestId = "your-trace-id";
        var traceId = Tracing.CreateTraceId(seed: externalRequestId);
        using var root = Tracing.StartObservation(
            "your-trace-name",
            input: new Dictionary<string, string> { ["request_id"] = externalRequestId, ["query"] = "What's the weather in Madrid?" },
            traceContext: new TraceContext(traceId));
        root.SetOutput(new Dictionary<string, string> { ["response"] = "Partly cloudy." });
        Console.WriteLine($"deterministic {root.TraceId}");
    }

    /// <summary>"Distributed Tracing": an observation under one that another service has made.</summary>
    public static void Distributed()
    {
        string traceId, parentSpanId;
        using (var upstream = Tracing.StartObservation("upstream-service"))
        {
            (traceId, parentSpanId) = (upstream.TraceId!, upstream.Id!);
        }

        using var downstream = Tracing.StartObservation("downstream-service", traceContext: new TraceContext(traceId, parentSpanId));
        Console.WriteLine($"distributed {downstream.TraceId}");
    }

    /// <summary>"Trace Utilities": links and ids of what is current.</summary>
    public static void Utilities()
    {
        using var span = Tracing.StartObservation("process-request");
        Console.WriteLine($"url {Tracing.GetTraceUrl()}");
        Console.WriteLine($"url-of {Tracing.GetTraceUrl(traceId: "abc123def456")}");
        Console.WriteLine($"current {Tracing.CurrentTraceId} {Tracing.CurrentObservationId}");
    }
}
