using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Query.Traces;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Makes Langfuse's observation of a span.</summary>
internal static class ObservationTranslation
{
    private const string Tokens = "TOKENS";
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>Kinds that are a part of the input or of the output, and Langfuse's names of them.</summary>
    private static readonly Dictionary<string, (char Side, string Name)> Parts = new(StringComparer.Ordinal)
    {
        [UsageKind.CacheWrite] = ('i', "input_cache_creation"), [UsageKind.InputAudio] = ('i', "input_audio_tokens"), [UsageKind.InputImage] = ('i', "input_image_tokens"),
        [UsageKind.OutputAudio] = ('o', "output_audio_tokens"), [UsageKind.OutputImage] = ('o', "output_image_tokens"),
    };

    public static ObservationBody Of(TraceDetail span, ObservationLink link)
    {
        var end = End(span);
        return new ObservationBody
        {
            Id = span.SpanId,
            TraceId = TraceWords.TraceId(span),
            ProjectId = span.Project,
            Type = span.Kind.ToUpperInvariant(),
            Name = OrNull(span.Name),
            StartTime = span.StartTime,
            EndTime = end,
            CompletionStartTime = CompletionStart(span),
            Model = Model(span),
            ModelParameters = Parameters(span),
            Input = SaidValue.Input(span),
            Output = SaidValue.Output(span),
            Metadata = Metadata(span),
            Version = OrNull(span.Version),
            Usage = Usage(span),
            UsageDetails = UsageDetails(span),
            CostDetails = CostDetails(span),
            Level = span.Level.ToUpperInvariant(),
            StatusMessage = OrNull(span.ErrorMessage),
            ParentObservationId = OrNull(span.ParentSpanId),
            Environment = Environment(span.Environment),
            PromptId = link.PromptId,
            PromptName = OrNull(span.PromptName),
            PromptVersion = PromptVersion(span),
            ModelId = link.Model?.Id,
            InputPrice = link.Model?.InputPrice,
            OutputPrice = link.Model?.OutputPrice,
            TotalPrice = link.Model?.TotalPrice,
            CalculatedInputCost = span.InputCostUsd,
            CalculatedOutputCost = span.OutputCostUsd,
            CalculatedTotalCost = span.CostUsd,
            Latency = end is null ? null : Seconds(span.LatencyMs),
            TimeToFirstToken = span.FirstTokenMs is { } first ? Seconds(first) : null,
            CreatedAt = span.StartTime,
            UpdatedAt = end ?? span.StartTime,
        };
    }

    public static string? OrNull(string text) => text.Length > 0 ? text : null;

    public static string Environment(string environment) => environment.Length > 0 ? environment : "default";

    public static double Seconds(double milliseconds) => Math.Round(milliseconds / 1000, 6);

    /// <summary>Times are kept to the microsecond, so a sum may fall short of the millisecond that was meant by one.</summary>
    public static DateTimeOffset After(DateTimeOffset start, double milliseconds) => start.AddMicroseconds(Math.Round(milliseconds * 1000) + 1);

    /// <summary>The model that was asked for is what its sender named.</summary>
    public static string? Model(TraceDetail span) => OrNull(span.ModelAsked.Length > 0 && span.Source != "gateway" ? span.ModelAsked : span.Model);

    public static int? PromptVersion(TraceDetail span) => int.TryParse(span.PromptVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>A span that is told in pieces has no end before somebody says so, and a moment never has one.</summary>
    public static DateTimeOffset? End(TraceDetail span) =>
        span.Kind == "event" || TraceWords.Of(span, PartFields.Unended) == "true" ? null : After(span.StartTime, span.LatencyMs);

    public static DateTimeOffset? CompletionStart(TraceDetail span) => span.FirstTokenMs is { } first ? After(span.StartTime, first) : null;

    public static JsonElement Metadata(TraceDetail? span) =>
        span is { Metadata.Length: > 0 } && SaidValue.Json(span.Metadata) is { ValueKind: JsonValueKind.Object } metadata ? metadata : Nothing;

    /// <summary>Texts and numbers as they are; clients can read nothing else, so anything else becomes text.</summary>
    public static JsonElement Parameters(TraceDetail span)
    {
        if (span.Parameters.Length == 0 || SaidValue.Json(span.Parameters) is not { ValueKind: JsonValueKind.Object } given)
        {
            return Nothing;
        }

        var parameters = new JsonObject();
        foreach (var parameter in given.EnumerateObject())
        {
            if (!parameter.Name.StartsWith('_') && parameter.Value.ValueKind != JsonValueKind.Null)
            {
                parameters[parameter.Name] = parameter.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number
                    ? JsonNode.Parse(parameter.Value.GetRawText())
                    : parameter.Value.GetRawText();
            }
        }

        return JsonSerializer.SerializeToElement(parameters, ReadingJson.Readable.JsonObject);
    }

    /// <summary>
    /// What was counted, so that the kinds of input and those of output each add up to all of it: tokens read from a cache and tokens of reasoning are taken out of the
    /// plain ones.
    /// </summary>
    public static IReadOnlyDictionary<string, long> UsageDetails(TraceDetail span)
    {
        var details = new Dictionary<string, long>(StringComparer.Ordinal);
        var (input, output) = (span.InputTokens, span.OutputTokens);
        Take(ref input, "input_cached_tokens", span.CachedInputTokens);
        Take(ref output, "output_reasoning_tokens", span.ReasoningTokens);
        foreach (var (name, count) in span.UsageDetails)
        {
            var (side, ours) = Parts.GetValueOrDefault(name);
            if (side == 'i')
            {
                Take(ref input, ours, count);
            }
            else if (side == 'o')
            {
                Take(ref output, ours, count);
            }
            else
            {
                details.TryAdd(name, count);
            }
        }

        Put("input", input);
        Put("output", output);
        Put("total", span.InputTokens is null && span.OutputTokens is null ? null : (span.InputTokens ?? 0) + (span.OutputTokens ?? 0));
        return details;

        void Take(ref long? whole, string name, long? part)
        {
            if (part is > 0)
            {
                details[name] = part.Value;
                whole = whole is null ? null : Math.Max(0, whole.Value - part.Value);
            }
        }

        void Put(string name, long? count)
        {
            if (count is { } known)
            {
                details[name] = known;
            }
        }
    }

    public static IReadOnlyDictionary<string, decimal> CostDetails(TraceDetail span)
    {
        var costs = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, cost) in new[] { ("input", span.InputCostUsd), ("output", span.OutputCostUsd), ("total", span.CostUsd) })
        {
            if (cost is { } usd)
            {
                costs[name] = usd;
            }
        }

        return costs;
    }

    private static UsageBody Usage(TraceDetail span) => new()
    {
        Input = span.InputTokens ?? 0,
        Output = span.OutputTokens ?? 0,
        Total = (span.InputTokens ?? 0) + (span.OutputTokens ?? 0),
        Unit = span.Kind is "generation" or "embedding" ? Tokens : null,
        InputCost = span.InputCostUsd,
        OutputCost = span.OutputCostUsd,
        TotalCost = span.CostUsd,
    };
}
