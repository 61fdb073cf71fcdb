using Tracehouse;

using var session = Tracing.Start();

// A trace, made explicitly.
using (var root = Tracing.StartObservation("your-trace-name", ObservationKind.Span, new Dictionary<string, string> { ["user_query"] = "What's the weather in Madrid?" }))
{
    root.Update(output: new Dictionary<string, string> { ["final_response"] = "In Madrid, it is currently partly cloudy with a temperature of around 6°C (43°F)." });
    Console.WriteLine($"explicit {root.TraceId}");
}

// Ensures that all pending data is sent.
Console.WriteLine(Tracing.Flush() ? "sent" : "not sent");
