using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Ingest.Parts;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Telling;

/// <summary>A span that came whole, told as a piece, so that more can be told of it.</summary>
internal static class WholeSpan
{
    public static PartBuilder ToPart(TraceDetail span)
    {
        var part = new PartBuilder().Name(span.Name).Parent(span.ParentSpanId.Length > 0 ? span.ParentSpanId : null).Start(span.StartTime).End(After(span, span.LatencyMs))
            .Failed(span.Status != "success").Tags(span.Tags.Count > 0 ? span.Tags : null)
            .Attribute("langfuse.observation.type", span.Kind)
            .Attribute("langfuse.observation.status_message", OrNull(span.ErrorMessage))
            .Attribute("langfuse.observation.input", OrNull(span.InputMessages.Length > 0 ? span.InputMessages : span.InputText))
            .Attribute("langfuse.observation.output", OrNull(span.OutputMessages.Length > 0 ? span.OutputMessages : span.OutputText))
            .Attribute("langfuse.observation.model.parameters", OrNull(span.Parameters))
            .Attribute("langfuse.user.id", OrNull(span.UserId))
            .Attribute("langfuse.session.id", OrNull(span.SessionId))
            .Attribute("langfuse.environment", OrNull(span.Environment))
            .Attribute("langfuse.release", OrNull(span.Release))
            .Attribute("langfuse.version", OrNull(span.Version))
            .Attribute("langfuse.trace.name", OrNull(span.TraceName))
            .Attribute("langfuse.observation.usage_details", Usage(span))
            .Attribute("langfuse.observation.cost_details", Cost(span))
            .Attribute("gen_ai.request.model", OrNull(span.ModelAsked))
            .Attribute("gen_ai.response.model", OrNull(span.Model))
            .Attribute("gen_ai.provider.name", OrNull(span.Provider))
            .Attribute("langfuse.observation.level", span.Level.Length > 0 ? span.Level.ToUpperInvariant() : null)
            .Attribute("langfuse.observation.prompt.name", OrNull(span.PromptName))
            .Attribute("langfuse.observation.prompt.version", OrNull(span.PromptVersion))
            .Attribute(OpperWords.HasEnded, true)
            .Kept(Facts(span));
        if (FirstToken(span) is { } first)
        {
            part.Attribute("langfuse.observation.completion_start_time", first);
        }

        return Object(span.Metadata) is { } metadata ? part.Metadata(metadata) : part;
    }

    private static DateTimeOffset After(TraceDetail span, double milliseconds) => span.StartTime.AddTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));

    private static KeptFacts Facts(TraceDetail span) => new()
    {
        KeyId = Word(span.KeyId), Status = Enum.TryParse<SpanStatus>(span.Status, ignoreCase: true, out var status) ? status : SpanStatus.Success, ErrorType = Word(span.ErrorType), HttpStatus = span.HttpStatus > 0 ? span.HttpStatus : null, RoutingAlias = span.RoutingAlias, ClusterId = span.ClusterId, IsStream = span.IsStream,
        IsCached = span.IsCached, FinishReason = Word(span.FinishReason), PriceVersion = Word(span.PriceVersion), Scope = Word(span.Scope), ServiceName = Word(span.ServiceName),
        IsContentKept = span.IsContentKept, Attempts = AttemptsOf(span.Attempts), Events = span.Events, Attributes = span.Attributes,
    };

    private static IReadOnlyList<CallAttempt> AttemptsOf(string json) => json.Length == 0 ? [] : [.. JsonElement.Parse(json).EnumerateArray().Select(each => Attempt(new Fields(each)))];

    private static CallAttempt Attempt(Fields each) => new(
        each.Text("provider") ?? "", each.Text("model") ?? "", TimeSpan.FromMilliseconds(each.Number("started_after_ms") ?? 0), TimeSpan.FromMilliseconds(each.Number("latency_ms") ?? 0))
    {
        HttpStatus = (int?)each.Number("http_status"), Error = each.Text("error_type") is { } type ? new SpanError(type, each.Text("error_message") ?? "") : null,
        IsHedge = each.Flag("hedge") == true, IsUsed = each.Flag("used") == true,
    };

    private static string? Word(string text) => text.Length > 0 ? text : null;

    private static string? FirstToken(TraceDetail span) =>
        span.FirstTokenMs is { } wait ? JsonValue.Create(After(span, wait).UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).ToJsonString() : null;

    private static string? Usage(TraceDetail span)
    {
        var usage = new JsonObject();
        Add(usage, "input", span.InputTokens is { } input ? input - (span.CachedInputTokens ?? 0) : null);
        Add(usage, "input_cached_tokens", span.CachedInputTokens);
        Add(usage, "output", span.OutputTokens is { } output ? output - (span.ReasoningTokens ?? 0) : null);
        Add(usage, "output_reasoning_tokens", span.ReasoningTokens);
        return usage.Count > 0 ? usage.ToJsonString() : null;
    }

    private static string? Cost(TraceDetail span)
    {
        var cost = new JsonObject();
        Add(cost, "input", span.InputCostUsd);
        Add(cost, "output", span.OutputCostUsd);
        Add(cost, "total", span.CostUsd);
        return cost.Count > 0 ? cost.ToJsonString() : null;
    }

    private static void Add(JsonObject map, string name, decimal? value)
    {
        if (value is not null)
        {
            map[name] = value;
        }
    }

    private static JsonElement? Object(string json) => json.Length > 0 && JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = 1_000 }) is { ValueKind: JsonValueKind.Object } map ? map : null;

    private static JsonNode? OrNull(string text) => text.Length > 0 ? text : null;
}
