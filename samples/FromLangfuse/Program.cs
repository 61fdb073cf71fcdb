using FromLangfuse;
using Tracehouse;

using var session = Tracing.Start();

// A trace, made explicitly.
using (var root = Tracing.StartObservation("your-trace-name", ObservationKind.Span, new { user_query = "What's the weather in Madrid?" }))
{
    root.Update(output: new { final_response = "In Madrid, it is currently partly cloudy with a temperature of around 6°C (43°F)." });
    Console.WriteLine($"explicit {root.TraceId}");
}

// Calls of methods with [Observe] are traced as they are; each trace is held by a span here only to print its id.
await Printed("observed", () => Task.FromResult(Weather.GetWeatherResponse("What's the weather in Madrid?")));
await Printed("named", () => Weather.LookUpAsync("What's the weather in Madrid?"));
await Printed("handled", () => Task.FromResult(Requests.Handle("user-123", "What's the weather?")));
await Printed("propagated", () => Task.FromResult(Requests.HandleInside("user-123", "session-abc", "What's the weather?")));

// A trace whose id follows from an id of one's own.
var traceId = Tracing.CreateTraceId("your-request-" + Environment.ProcessId);
using (var root = Tracing.StartObservation("your-trace-name", traceContext: new TraceContext(traceId)))
{
    root.Update(output: new { response = "In Madrid, it is currently partly cloudy with a temperature of around 6°C (43°F)." });
}

// The same for a method with [Observe]: a parameter says where it begins, or the place that the call stands in.
Requests.Process("your-trace-id", "What's the weather in Madrid?", new TraceContext(traceId));
using (Tracing.At(new TraceContext(traceId, Tracing.CreateObservationId("your-observation"))))
{
    Requests.InOtherService("SELECT * FROM users");
}

Console.WriteLine($"seeded {traceId}");

// The page of a trace, and what is current.
using (Tracing.StartObservation("process-request"))
{
    Console.WriteLine($"url {Tracing.GetTraceUrl()}");
    Console.WriteLine($"current {Tracing.CurrentTraceId} {Tracing.CurrentObservationId}");
}

// Ensures that all pending data is sent.
Console.WriteLine(Tracing.Flush() ? "sent" : "not sent");

static async Task Printed(string word, Func<Task<string>> run)
{
    using var root = Tracing.StartObservation(word);
    await run();
    Console.WriteLine($"{word} {root.TraceId}");
}
