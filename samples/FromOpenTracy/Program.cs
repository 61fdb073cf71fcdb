using System.Text.Json.Nodes;
using Tracehouse;

using var client = new TracehouseClient();

// A completion is a trace; its answer says what it cost, how long it took, and who answered.
var answer = await client.CompletionAsync("openai/gpt-4o-mini", [new("user", "Where is my parcel?")]);
Console.WriteLine($"completion {answer.TraceId}");
Console.WriteLine($"summary {answer.Cost} {answer.LatencyMs > 0} {answer.Routing.Provider}/{answer.Routing.SelectedModel}");

// Metadata links a trace to the application's world.
var classified = await client.CompletionAsync(
    "openai/gpt-4o-mini",
    [new("user", "Classify this ticket.")],
    metadata: new Dictionary<string, string>
    {
        ["user_id"] = "u_42",
        ["session_id"] = "s_7af",
        ["feature"] = "ticket_classifier",
        ["ab_variant"] = "B",
    });
Console.WriteLine($"metadata {classified.TraceId}");

// What was said is not kept, only what it cost.
var quiet = await client.CompletionAsync(
    "openai/gpt-4o-mini",
    [new("user", "My number is 4111 1111 1111 1111.")],
    headers: new Dictionary<string, string> { ["X-Opentracy-Trace"] = "metadata-only" });
Console.WriteLine($"quiet {quiet.TraceId}");

// A stream comes in pieces; the last one has the summary.
await foreach (var piece in client.StreamAsync("openai/gpt-4o-mini", [ChatTurn.System("Be brief."), ChatTurn.User("Count to three.")], parameters: new JsonObject { ["temperature"] = 0 }))
{
    if (piece.Summary is { } summary)
    {
        Console.WriteLine($"stream {summary.TraceId}");
        Console.WriteLine($"said {summary.Text}");
        Console.WriteLine($"paid {summary.Cost} {summary.Routing.Provider}");
    }
}

// Within an observation a completion lies under it.
using (var root = Tracing.StartObservation("support-ticket", ObservationKind.Agent, "Where is my parcel?"))
{
    var reply = await client.CompletionAsync("openai/gpt-4o-mini", [new("user", "Answer the ticket.")]);
    root.SetOutput(reply.Text);
    Console.WriteLine($"nested {root.TraceId}");
}

// Traces are searched as on the server.
await foreach (var trace in client.Traces.ListAsync(userId: "u_42", limit: 10))
{
    Console.WriteLine($"found {trace.Id}");
}
