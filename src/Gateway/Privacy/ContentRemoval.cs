using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Takes what was said out of a record, and leaves what was counted and measured.</summary>
internal static class ContentRemoval
{
    private const int WordLengthMax = 100;

    /// <summary>Parameters whose values are numbers and words of an interface; all others may quote what was said.</summary>
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        "temperature", "top_p", "top_k", "min_p", "n", "seed", "max_tokens", "max_completion_tokens", "presence_penalty", "frequency_penalty",
        "repetition_penalty", "logprobs", "top_logprobs", "stream", "parallel_tool_calls", "tool_choice", "reasoning_effort", "verbosity",
        "service_tier", "store", "_answered_model", "_truncated", "_usage_repeats", "_from_logs");

    private static readonly SearchValues<byte> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:"u8);

    /// <summary>Keeps counts, cost, times, status, names and metadata.</summary>
    public static SpanRecord Remove(SpanRecord record) => record with
    {
        IsContentKept = false,
        Error = record.MayRepeat ? WithoutMessage(record.Error) : WithoutQuote(record.Error, record.HttpStatus),
        Attempts = [.. record.Attempts.Select(attempt => attempt with { Error = WithoutQuote(attempt.Error, attempt.HttpStatus) })],
        Scores = record.Scores.Count == 0 ? record.Scores : [.. record.Scores.Select(Remove)],
        Payload = new SpanPayload { Parameters = Numbers(record.Payload.Parameters), Metadata = record.Payload.Metadata },
    };

    /// <summary>Keeps the judgement without its reasons, which may quote what was judged.</summary>
    public static ScoreRecord Remove(ScoreRecord score) => score with { Comment = null, StringValue = score.Type == ScoreType.Text ? null : score.StringValue };

    /// <summary>Keeps only the number, and where it belongs.</summary>
    public static ScoreRecord RemoveAll(ScoreRecord score) => score with
    {
        Name = "score", StringValue = null, SessionId = null, Source = "", Author = null, Comment = null, ConfigId = null, Environment = null, Metadata = null,
    };

    /// <summary>Keeps nothing that a caller or an upstream has written.</summary>
    public static SpanRecord RemoveAll(SpanRecord record) => record with
    {
        IsContentKept = false,
        Name = "chat",
        Error = record.Error is null ? null : record.Error with { Message = "" },
        ModelAsked = "",
        Model = "",
        RoutingAlias = null,
        Attempts = [],
        FinishReason = null,
        Environment = null,
        Release = null,
        Version = null,
        TraceName = null,
        Scope = null,
        ServiceName = null,
        PromptName = null,
        PromptVersion = null,
        UserId = null,
        SessionId = null,
        Tags = [],
        Scores = [.. record.Scores.Select(RemoveAll)],
        Payload = SpanPayload.None,
    };

    /// <summary>What another program says of its error may quote anything.</summary>
    private static SpanError? WithoutMessage(SpanError? error) => error is null ? null : error with { Message = "The words of the error were not kept." };

    /// <summary>Where an upstream has answered, the message may be its answer, and that may quote the prompt.</summary>
    private static SpanError? WithoutQuote(SpanError? error, int? httpStatus) => error is not null && httpStatus is { } status
        ? error with { Message = $"The upstream answered with status {status}. Its words were not kept." }
        : error;

    private static Utf8Text Numbers(Utf8Text parameters)
    {
        if (parameters.IsEmpty)
        {
            return default;
        }

        using var kept = new PooledBytes();
        using (var writer = new Utf8JsonWriter(kept))
        {
            writer.WriteStartObject();
            var reader = new Utf8JsonReader(parameters.Bytes.Span, Redactor.AnyDepth);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Encoding.UTF8.GetString(reader.ValueSpan);
                reader.Read();
                if (Kept.Contains(name) && IsNumberOrWord(ref reader))
                {
                    writer.WritePropertyName(name);
                    writer.WriteRawValue(reader.TokenType == JsonTokenType.String ? [(byte)'"', .. reader.ValueSpan, (byte)'"'] : reader.ValueSpan);
                }

                reader.Skip();
            }

            writer.WriteEndObject();
        }

        return kept.Length > "{}".Length ? new Utf8Text(kept.ToArray()) : default;
    }

    private static bool IsNumberOrWord(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null => true,
        JsonTokenType.String => reader.ValueSpan.Length <= WordLengthMax && !reader.ValueSpan.ContainsAnyExcept(WordCharacters),
        _ => false,
    };
}
