using System.Text.Json.Nodes;
using Tracehouse.Reading;
using Tracehouse.Wire;

namespace Tracehouse;

/// <summary>
/// Single spans. Each first sends what has ended here, so that you find what you wrote. Spans are read from <c>/v1/spans</c>, changed by the door for Opper (<c>/v2/spans</c>), which
/// keeps all that is not changed, and copied into <c>/v1/datasets</c>. Throws <see cref="TracehouseException"/>.
/// </summary>
public sealed class SpansApi
{
    private readonly TracehouseClient _client;
    private readonly ServerLink _link;

    internal SpansApi(TracehouseClient client, ServerLink link) => (_client, _link) = (client, link);

    /// <summary>A span with everything that was recorded of it.</summary>
    /// <param name="spanId">The span.</param>
    /// <param name="traceId">Its trace; looked up when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SpanDetail> GetAsync(string spanId, string? traceId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(spanId);
        await _client.SendBeforeReadAsync(cancellationToken).ConfigureAwait(false);
        var trace = traceId ?? await TraceOfAsync(spanId, cancellationToken).ConfigureAwait(false);
        return await _link.AskAsync(HttpMethod.Get, $"v1/spans/{Uri.EscapeDataString(spanId)}{QueryText.Of([new("trace_id", trace)])}", null, ReadingJson.Default.SpanDetail, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets what is not null of any span that has ended; metadata is added to. It is kept when this returns.</summary>
    /// <param name="spanId">The span.</param>
    /// <param name="name">Another name.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="metadata">Anything else, by key.</param>
    /// <param name="error">What went wrong; marks it as failed.</param>
    /// <param name="tags">Words to find its trace by, written <c>name:value</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task UpdateAsync(
        string spanId, string? name = null, object? input = null, object? output = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null, string? error = null,
        IEnumerable<KeyValuePair<string, string>>? tags = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(spanId);
        await _client.SendBeforeReadAsync(cancellationToken).ConfigureAwait(false);
        var body = new JsonObject();
        (string Name, JsonNode? Value)[] said =
        [
            ("name", name), ("input", JsonText.OfContent(input)), ("output", JsonText.OfContent(output)), ("meta", JsonText.OfEach(metadata)), ("error", error),
            ("tags", tags is null ? null : new JsonObject(tags.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)))),
        ];
        foreach (var (key, value) in said)
        {
            if (value is not null)
            {
                body[key] = value;
            }
        }

        await _link.AskAsync(HttpMethod.Patch, $"v2/spans/{Uri.EscapeDataString(spanId)}", body, ReadingJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies what went into a span and what came out of it into a dataset, which is made where there is none of that name. Answers the id of the item.</summary>
    /// <param name="spanId">The span.</param>
    /// <param name="datasetName">The dataset.</param>
    /// <param name="traceId">Its trace; looked up when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> SaveExamplesAsync(string spanId, string datasetName, string? traceId = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(spanId);
        ArgumentException.ThrowIfNullOrEmpty(datasetName);
        await _client.SendBeforeReadAsync(cancellationToken).ConfigureAwait(false);
        var trace = traceId ?? await TraceOfAsync(spanId, cancellationToken).ConfigureAwait(false);
        var dataset = await _link.AskAsync(HttpMethod.Post, "v1/datasets", new JsonObject { ["name"] = datasetName }, ReadingJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
        var taken = await _link.AskAsync(
            HttpMethod.Post, $"v1/datasets/{Uri.EscapeDataString(dataset.Word("id") ?? datasetName)}/items", new JsonObject { ["trace_id"] = trace, ["span_id"] = spanId },
            ReadingJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
        return taken.At("items")[0].Word("id")!;
    }

    /// <summary>Spans are named within their traces; this door knows them by their ids alone.</summary>
    private async Task<string?> TraceOfAsync(string spanId, CancellationToken stop)
    {
        var span = await _link.AskAsync(HttpMethod.Get, $"v2/spans/{Uri.EscapeDataString(spanId)}", null, ReadingJson.Default.JsonElement, stop).ConfigureAwait(false);
        return span.Word("trace_id");
    }
}
