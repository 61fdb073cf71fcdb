using Tracehouse;

using var session = Tracing.Start();
using var client = new TracehouseClient();

string traceId, answerId;
using (var root = Tracing.StartObservation("support-ticket", ObservationKind.Agent, "Where is my parcel?"))
{
    using (var answer = root.StartObservation("answer", ObservationKind.Chain, "Where is my parcel?"))
    {
        answer.SetOutput("On its way.");

        // A number, true or false, a category, or words; here, and of the trace as a whole.
        answer.Score("relevance", 0.92, comment: "One date is missing.");
        answer.Score("is_polite", true);
        answer.Score("tone", "friendly");
        answer.Score("remark", ScoreValue.Text("Could be shorter."));
        answer.ScoreTrace("resolved", false);
        answerId = answer.Id!;
    }

    traceId = root.TraceId!;
}

// From anywhere, by ids; with an id of its own a score can be replaced.
Tracing.Score("resolved-later", true, traceId: traceId, id: $"resolved-{traceId}");
Tracing.Score("resolved-later", false, traceId: traceId, id: $"resolved-{traceId}");
Tracing.Score("mood", "good", sessionId: $"session-{traceId}");

// What was recorded is changed by its ids.
await client.Traces.UpdateAsync(
    traceId, name: "parcel", userId: "u_42", sessionId: $"session-{traceId}", tags: ["parcel", "late"], metadata: new Dictionary<string, object?> { ["region"] = "eu" },
    output: "It came.", isPublic: true);
await client.Spans.UpdateAsync(answerId, name: "answer-2", output: "It is on its way.", metadata: new Dictionary<string, object?> { ["reviewed"] = true });

Console.WriteLine($"trace {traceId}");
Console.WriteLine($"answer {answerId}");

// What cannot be had says why.
try
{
    await client.Traces.GetAsync("00000000000000000000000000000001");
}
catch (TracehouseException e)
{
    Console.WriteLine($"missing {e.Status} {e.Code}");
}
