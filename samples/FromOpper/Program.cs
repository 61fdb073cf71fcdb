using Tracehouse;

// The model of calls that name none comes from TRACEHOUSE_MODEL.
using var client = new TracehouseClient();

// Everything inside is one trace.
using (var trace = client.Traces.Start("my_pipeline"))
{
    var (result1, _) = await client.CallAsync("step1", instructions: "Say it in other words.", input: "Hello");
    await client.CallAsync("step2", instructions: "Say it shorter.", input: result1);
    Console.WriteLine($"pipeline {trace.TraceId}");
}

// Observed methods make nested spans; an answer may be of a type.
var documents = new Documents(client);
using (var trace = client.Traces.Start("document_pipeline"))
{
    var summary = await documents.ProcessDocumentAsync("Long document text...");
    var topics = await documents.EnrichSummaryAsync(summary);
    Console.WriteLine($"document {trace.TraceId}");
    Console.WriteLine($"greeting {topics.Greeting}");
}

// Metrics on the span of a call.
var (_, response) = await client.CallAsync("generate_answer", instructions: "Answer the question", input: "What is Tracehouse?");
response.Span.SaveMetric("quality_score", 4.5);
response.Span.SaveMetric("relevance", 0.92);
response.Span.SaveMetric("latency_ms", 320);
Console.WriteLine($"answer {response.Span.TraceId}");
Console.WriteLine($"span {response.Span.Id}");

// Recent traces, and one of them.
await foreach (var recent in client.Traces.ListAsync(name: "*_pipeline", limit: 2))
{
    Console.WriteLine($"listed {recent.Id}: {recent.Name} ({recent.Status})");
}

var whole = await client.Traces.GetAsync(response.Span.TraceId);
Console.WriteLine($"spans {string.Join(", ", whole.Spans.Select(span => span.Name))}");
Console.WriteLine($"scores {string.Join(", ", whole.Scores.Select(score => $"{score.Name}={score.Value}").Order())}");

// A span by its id: read, changed, kept as an example.
var span = await client.Spans.GetAsync(response.Span.Id);
Console.WriteLine($"input {span.InputText}");
await client.Spans.UpdateAsync(span.Id, metadata: new Dictionary<string, object?> { ["reviewed"] = true });
Console.WriteLine($"example {await client.Spans.SaveExamplesAsync(span.Id, "training_data")}");

// Tags are there for filtering.
var (_, tagged) = await client.CallAsync(
    "classify",
    instructions: "Classify the text",
    input: "some text",
    tags: new Dictionary<string, string> { ["environment"] = "production", ["user_id"] = "usr_123", ["experiment"] = "v2" });
Console.WriteLine($"tagged {tagged.Span.TraceId}");
