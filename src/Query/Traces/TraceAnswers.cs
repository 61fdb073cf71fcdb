using System.Text.Json;
using Tracehouse.Query.Requests;
using Tracehouse.Query.Scores;
using Tracehouse.Query.Text;
using Tracehouse.Query.Trees;

namespace Tracehouse.Query.Traces;

/// <summary>What the store knows of traces, in the words of the REST API.</summary>
internal static class TraceAnswers
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;
    private static readonly JsonElement EmptyArray = JsonDocument.Parse("[]").RootElement;

    public static TraceBody From(TraceDetail trace) => new()
    {
        RequestId = trace.RequestId,
        TraceId = trace.TraceId,
        SpanId = trace.SpanId,
        ParentSpanId = OrNull(trace.ParentSpanId),
        Kind = trace.Kind,
        Name = trace.Name,
        TenantId = trace.Project,
        CreatedAt = trace.StartTime.UtcDateTime,
        Timestamp = trace.StartTime.UtcDateTime,
        Model = trace.Model,
        ModelAsked = trace.ModelAsked,
        Provider = trace.Provider,
        IsContentKept = trace.IsContentKept,
        InputText = trace.IsContentKept ? trace.InputText : null,
        OutputText = trace.IsContentKept ? trace.OutputText : null,
        InputMessages = trace.IsContentKept ? Json(trace.InputMessages, EmptyArray) : null,
        OutputMessages = trace.IsContentKept ? Json(trace.OutputMessages, EmptyArray) : null,
        Parameters = Json(trace.Parameters, EmptyObject),
        Metadata = Json(trace.Metadata, EmptyObject),
        TokensIn = trace.InputTokens,
        TokensOut = trace.OutputTokens,
        InputTokens = trace.InputTokens,
        OutputTokens = trace.OutputTokens,
        CachedInputTokens = trace.CachedInputTokens,
        ReasoningTokens = trace.ReasoningTokens,
        UsageDetails = trace.UsageDetails,
        CostUsd = trace.CostUsd,
        InputCostUsd = trace.InputCostUsd,
        OutputCostUsd = trace.OutputCostUsd,
        TotalCostUsd = trace.CostUsd,
        PriceVersion = OrNull(trace.PriceVersion),
        LatencyMs = trace.LatencyMs,
        FirstTokenMs = trace.FirstTokenMs,
        Status = trace.Status,
        HttpStatus = trace.HttpStatus > 0 ? trace.HttpStatus : null,
        Error = trace.ErrorType.Length > 0 ? new TraceError(trace.ErrorType, trace.ErrorMessage) : null,
        FinishReason = OrNull(trace.FinishReason),
        IsStream = trace.IsStream,
        RoutingAlias = trace.RoutingAlias,
        ClusterId = trace.ClusterId,
        Attempts = Json(trace.Attempts, EmptyArray),
        IsCached = trace.IsCached,
        KeyId = OrNull(trace.KeyId),
        Source = trace.Source,
        UserId = OrNull(trace.UserId),
        SessionId = OrNull(trace.SessionId),
        Tags = trace.Tags,
        Level = trace.Level,
        Environment = OrNull(trace.Environment),
        Release = OrNull(trace.Release),
        Version = OrNull(trace.Version),
        TraceName = OrNull(trace.TraceName),
        Scope = OrNull(trace.Scope),
        ServiceName = OrNull(trace.ServiceName),
        PromptName = OrNull(trace.PromptName),
        PromptVersion = OrNull(trace.PromptVersion),
        Attributes = trace.IsContentKept ? Json(trace.Attributes, EmptyObject) : null,
        Events = trace.IsContentKept ? Json(trace.Events, EmptyArray) : null,
    };

    /// <summary>A trace: what was said in its root, and what its list says of it as a whole.</summary>
    public static TraceBody From(TraceDetail root, TraceSummary? trace, TraceTree tree, Page page, IReadOnlyList<ScoreLine> scores)
    {
        var body = From(root) with
        {
            Scores = scores,
            ObservationCount = trace?.ObservationCount ?? tree.SpanCount,
            Totals = TotalsBody.From(tree.Total),
            Observations = [.. tree.Spans.Skip(page.Start).Take(page.Limit).Select(ObservationLine.From)],
            NextCursor = page.Next(tree.Spans.Count),
        };
        return trace is null ? body : WithWhole(body, trace);
    }

    public static ContentBody From(SpanContent content) => new()
    {
        IsContentKept = content.IsContentKept,
        InputText = content.IsContentKept ? content.InputText : null,
        OutputText = content.IsContentKept ? content.OutputText : null,
        InputMessages = content.IsContentKept ? Json(content.InputMessages, EmptyArray) : null,
        OutputMessages = content.IsContentKept ? Json(content.OutputMessages, EmptyArray) : null,
        Parameters = Json(content.Parameters, EmptyObject),
    };

    private static TraceBody WithWhole(TraceBody body, TraceSummary trace) => body with
    {
        RequestId = trace.RequestId,
        Name = trace.Name,
        CreatedAt = trace.StartTime.UtcDateTime,
        Timestamp = trace.StartTime.UtcDateTime,
        Model = trace.Model,
        Provider = trace.Provider,
        Models = trace.Models,
        RoutingAlias = OrNull(trace.RoutingAlias),
        TokensIn = trace.InputTokens,
        TokensOut = trace.OutputTokens,
        InputTokens = trace.InputTokens,
        OutputTokens = trace.OutputTokens,
        CachedInputTokens = trace.CachedInputTokens,
        ReasoningTokens = trace.ReasoningTokens,
        CostUsd = trace.CostUsd,
        InputCostUsd = trace.InputCostUsd,
        OutputCostUsd = trace.OutputCostUsd,
        TotalCostUsd = trace.CostUsd,
        LatencyMs = trace.LatencyMs,
        FirstTokenMs = trace.FirstTokenMs,
        IsStream = trace.IsStream,
        Status = trace.Status,
        Level = trace.Level,
        ErrorCount = trace.ErrorCount,
        KindCounts = trace.KindCounts,
        UserId = OrNull(trace.UserId),
        SessionId = OrNull(trace.SessionId),
        Tags = trace.Tags,
        Environment = OrNull(trace.Environment),
        Release = OrNull(trace.Release),
        Version = OrNull(trace.Version),
        ServiceName = OrNull(trace.ServiceName),
        Totals = new TotalsBody { TokensIn = trace.InputTokens, TokensOut = trace.OutputTokens, CostUsd = trace.CostUsd, UnpricedCalls = trace.UnpricedCount },
    };

    private static string? OrNull(string text) => text.Length > 0 ? text : null;

    /// <summary>Stored JSON as it is; text that is no JSON, which only a foreign writer can have left, as a string.</summary>
    private static JsonElement Json(string text, JsonElement empty)
    {
        if (text.Length == 0)
        {
            return empty;
        }

        try
        {
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(text), new JsonDocumentOptions { MaxDepth = 1024 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text, TextJson.Default.String);
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class TextJson : System.Text.Json.Serialization.JsonSerializerContext;
