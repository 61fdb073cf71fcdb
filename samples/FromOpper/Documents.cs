using Tracehouse;

/// <summary>What Opper's page does with @trace: a span around each function, with what goes in and comes out.</summary>
internal sealed class Documents(TracehouseClient client)
{
    [Observe(Name = "process_document")]
    public async Task<string> ProcessDocumentAsync(string doc)
    {
        var (result, _) = await client.CallAsync("summarize", instructions: "Summarize the document", input: doc);
        return result;
    }

    [Observe(Name = "enrich_summary")]
    public async Task<Topics> EnrichSummaryAsync(string summary)
    {
        var (topics, _) = await client.CallAsync<Topics>("extract_topics", instructions: "Extract the greeting", input: new { summary });
        return topics;
    }
}

internal sealed record Topics(string Greeting);
