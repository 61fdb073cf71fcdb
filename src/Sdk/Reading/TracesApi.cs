using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tracehouse.Reading;
using Tracehouse.Wire;

namespace Tracehouse;

/// <summary>
/// Traces as wholes. Reading first sends what has ended here, so that you read what you wrote; it uses <c>/v1/traces</c>. Changing says more of a trace, and uses the door for
/// Langfuse's batches (<c>/api/public/ingestion</c>), which keeps such words beside the spans. All but <see cref="Start"/> throws <see cref="TracehouseException"/>.
/// </summary>
public sealed class TracesApi
{
    private const int PageMax = 1000;
    private readonly TracehouseClient _client;
    private readonly ServerLink _link;

    internal TracesApi(TracehouseClient client, ServerLink link) => (_client, _link) = (client, link);

    /// <summary>Begins a trace, or a step where there is one already; everything until it is disposed lies under it. Never throws.</summary>
    /// <param name="name">What it is called, the same for every run.</param>
    /// <param name="input">What goes in.</param>
    /// <param name="traceContext">Where it begins, when that is not under the current observation.</param>
    public Observation Start(string name, object? input = null, TraceContext? traceContext = null) => Tracing.StartObservation(name, ObservationKind.Span, input, traceContext);

    /// <summary>The newest traces first, page by page as they are read.</summary>
    /// <param name="name">Those of this name; <c>*</c> stands for anything.</param>
    /// <param name="userId">Those of this user.</param>
    /// <param name="sessionId">Those of this session.</param>
    /// <param name="tag">Those with this tag.</param>
    /// <param name="since">Those that began then or later.</param>
    /// <param name="until">Those that began before.</param>
    /// <param name="search">Those in which all these words were said.</param>
    /// <param name="filters">Any other parameters of the server's list, such as <c>status</c>, <c>min_cost_usd</c> or <c>metadata.region</c>.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<TraceSummary> ListAsync(
        string? name = null, string? userId = null, string? sessionId = null, string? tag = null, DateTimeOffset? since = null, DateTimeOffset? until = null, string? search = null,
        IEnumerable<KeyValuePair<string, string>>? filters = null, int limit = 100, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await _client.SendBeforeReadAsync(cancellationToken).ConfigureAwait(false);
        KeyValuePair<string, string?>[] named =
        [
            new("name", name), new("user_id", userId), new("session_id", sessionId), new("tag", tag), new("since", Time(since)), new("until", Time(until)), new("search", search),
            .. (filters ?? []).Select(filter => KeyValuePair.Create(filter.Key, (string?)filter.Value)),
        ];
        var cursor = default(string);
        do
        {
            var query = QueryText.Of([.. named, new("limit", Math.Min(limit, PageMax).ToString(CultureInfo.InvariantCulture)), new("cursor", cursor)]);
            var page = await _link.AskAsync(HttpMethod.Get, $"v1/traces{query}", null, ReadingJson.Default.TracePage, cancellationToken).ConfigureAwait(false);
            foreach (var trace in page.Traces.Take(limit))
            {
                yield return trace;
            }

            limit -= page.Traces.Count;
            cursor = page.NextCursor;
        }
        while (limit > 0 && cursor is not null);
    }

    /// <summary>A trace with all its spans. One that is not there is <c>trace_not_found</c>.</summary>
    public async Task<TraceDetail> GetAsync(string traceId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(traceId);
        await _client.SendBeforeReadAsync(cancellationToken).ConfigureAwait(false);
        var (trace, spans, cursor) = (default(TraceDetail), new List<SpanSummary>(), default(string));
        do
        {
            var page = await _link.AskAsync(
                HttpMethod.Get, $"v1/traces/{Uri.EscapeDataString(traceId)}{QueryText.Of([new("cursor", cursor)])}", null, ReadingJson.Default.TraceDetail, cancellationToken).ConfigureAwait(false);
            trace ??= page;
            spans.AddRange(page.Spans);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return trace with { Spans = spans };
    }

    /// <summary>Sets what is not null of any trace, by its id; tags and metadata are added to. It is kept when this returns.</summary>
    /// <param name="traceId">The trace.</param>
    /// <param name="name">The name of the trace.</param>
    /// <param name="userId">The user on whose behalf it ran.</param>
    /// <param name="sessionId">The conversation or run that it belongs to.</param>
    /// <param name="tags">Words to find it by.</param>
    /// <param name="metadata">Anything else, by key.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="version">The version of the workflow.</param>
    /// <param name="release">The deployment.</param>
    /// <param name="environment">Where it ran.</param>
    /// <param name="isPublic">True when anybody with the link may see it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task UpdateAsync(
        string traceId, string? name = null, string? userId = null, string? sessionId = null, IEnumerable<string>? tags = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null,
        object? input = null, object? output = null, string? version = null, string? release = null, string? environment = null, bool? isPublic = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(traceId);
        await _client.SendBeforeReadAsync(cancellationToken).ConfigureAwait(false);
        var body = new JsonObject { ["id"] = traceId };
        (string Name, JsonNode? Value)[] said =
        [
            ("name", name), ("userId", userId), ("sessionId", sessionId), ("tags", tags is null ? null : new JsonArray([.. tags.Select(tag => (JsonNode)tag)])),
            ("metadata", JsonText.OfEach(metadata)), ("input", JsonText.OfContent(input)), ("output", JsonText.OfContent(output)), ("version", version), ("release", release),
            ("environment", environment), ("public", isPublic),
        ];
        foreach (var (key, value) in said)
        {
            if (value is not null)
            {
                body[key] = value;
            }
        }

        var change = new JsonObject { ["id"] = Guid.CreateVersion7(_client.Now).ToString("N"), ["type"] = "trace-create", ["timestamp"] = Time(_client.Now), ["body"] = body };
        var answer = await _link.AskAsync(
            HttpMethod.Post, "api/public/ingestion", new JsonObject { ["batch"] = new JsonArray(change) }, ReadingJson.Default.BatchAnswer, cancellationToken).ConfigureAwait(false);
        if (answer.Errors is [var fault, ..])
        {
            throw new TracehouseException((int?)fault.Count("status"), "invalid_request", $"The trace was not changed: {fault.Word("error") ?? fault.Word("message")}");
        }
    }

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
