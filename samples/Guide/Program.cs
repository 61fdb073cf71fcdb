// What docs/dotnet.md shows, in its order.
using Tracehouse;

using var session = Tracing.Start(options =>
{
    options.ServiceName = "guide";
    options.Release = "2026-11-21";
});

// Observations nest by themselves, also across await.
using (var answer = Tracing.StartObservation("answer-question", ObservationKind.Chain, input: "How tall is the Zugspitze?"))
{
    using (var search = Tracing.StartObservation("search", ObservationKind.Retriever, input: "Zugspitze"))
    {
        await Task.Delay(1);
        search.Update(output: new[] { "2,962 m" }, metadata: [new("index", "mountains")]);
    }

    using (var model = Tracing.StartObservation("write", ObservationKind.Generation))
    {
        model.Update(model: "my-own-model", usage: new Usage { InputTokens = 12, OutputTokens = 3 }, costUsd: 0.0004m, output: "2,962 m");
    }

    // From anywhere below.
    Tracing.UpdateCurrentTrace(userId: "ada", sessionId: "s-1", tags: ["guide"]);
    Tracing.Current?.Update(level: ObservationLevel.Warning, statusMessage: "Only one source.");
    answer.SetOutput("2,962 m");
    Console.WriteLine($"nested {Tracing.CurrentTraceId}");
    Console.WriteLine(Tracing.GetTraceUrl());
}

// Everything that starts inside inherits.
using (Tracing.PropagateAttributes(userId: "ada", sessionId: "s-1", tags: ["guide"], metadata: [new("plan", "pro")]))
using (var inside = Tracing.StartObservation("inside"))
{
    Console.WriteLine($"inherited {inside.TraceId}");
}

// The same seed gives the same id, here and in Langfuse's SDKs, so an order finds its trace.
var traceId = Tracing.CreateTraceId("order-1234");
using (var placed = Tracing.StartObservation("ship", traceContext: new TraceContext(traceId)))
{
    Console.WriteLine($"seeded {placed.TraceId}");
}

// Failures are recorded and stay yours.
try
{
    using var risky = Tracing.StartObservation("risky");
    try
    {
        throw new InvalidOperationException("Out of stock.");
    }
    catch (Exception cause)
    {
        risky.SetError(cause);
        throw;
    }
}
catch (InvalidOperationException)
{
    Console.WriteLine("caught");
}

Console.WriteLine(Tracing.Flush() ? "sent" : "not sent");
Console.WriteLine($"counts {Tracing.Counts.Sent} {Tracing.Counts.Dropped}");
