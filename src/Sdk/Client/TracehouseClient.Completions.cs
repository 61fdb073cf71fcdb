using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Client;
using Tracehouse.Wire;

namespace Tracehouse;

public sealed partial class TracehouseClient
{
    private const string EventStart = "data:";
    private const string StreamEnd = "[DONE]";

    /// <summary>Asks a model through the gateway, which records the call: under the observation that is current, or as a trace of its own. Throws <see cref="TracehouseException"/>.</summary>
    /// <param name="model">Such as <c>openai/gpt-4o-mini</c>, or an alias.</param>
    /// <param name="messages">The conversation so far.</param>
    /// <param name="metadata">Kept with the trace; <c>user_id</c> and <c>session_id</c> say whose it is.</param>
    /// <param name="headers">For the gateway, such as <c>X-Opentracy-Trace: metadata-only</c>.</param>
    /// <param name="parameters">Anything else of OpenAI's format, such as <c>temperature</c> or <c>tools</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Completion> CompletionAsync(
        string model, IEnumerable<ChatTurn> messages, IEnumerable<KeyValuePair<string, string>>? metadata = null, IEnumerable<KeyValuePair<string, string>>? headers = null,
        JsonObject? parameters = null, CancellationToken cancellationToken = default) =>
        CompleteAsync(RequestOf(model, messages, metadata, parameters), CallPlace.Under(Activity.Current, name: null), headers, cancellationToken);

    /// <summary>
    /// The same as a stream of pieces, the last of which has the summary of the whole. Throws <see cref="TracehouseException"/>, also in the middle. Whoever stops reading ends the call.
    /// </summary>
    /// <inheritdoc cref="CompletionAsync"/>
    public async IAsyncEnumerable<CompletionPiece> StreamAsync(
        string model, IEnumerable<ChatTurn> messages, IEnumerable<KeyValuePair<string, string>>? metadata = null, IEnumerable<KeyValuePair<string, string>>? headers = null,
        JsonObject? parameters = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = RequestOf(model, messages, metadata, parameters);
        request["stream"] = true;
        request["stream_options"] = new JsonObject { ["include_usage"] = true };
        var (place, began) = (CallPlace.Under(Activity.Current, name: null), _time.GetTimestamp());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.CallTimeout);
        using var answer = await _link.CallAsync(request, place.Headers().Concat(headers ?? []), isStream: true, limit.Token, cancellationToken).ConfigureAwait(false);
        var (text, last, reason) = (new StringBuilder(), default(JsonElement), default(string));
        await foreach (var piece in EventsOf(answer, limit, cancellationToken).ConfigureAwait(false))
        {
            last = piece.At("usage").ValueKind == JsonValueKind.Object || last.ValueKind == JsonValueKind.Undefined ? piece : last;
            reason = CompletionReading.FinishReasonOf(piece) ?? reason;
            var delta = CompletionReading.DeltaOf(piece);
            text.Append(delta);
            yield return new CompletionPiece(delta, piece);
        }

        var summary = CompletionReading.Read(last, text.ToString(), reason, answer.Headers, _time.GetElapsedTime(began), trace => Reference(trace, place.SpanId));
        yield return new CompletionPiece("", default, summary);
    }

    private async Task<Completion> CompleteAsync(JsonObject request, CallPlace place, IEnumerable<KeyValuePair<string, string>>? headers, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_options.CallTimeout);
        using var answer = await _link.CallAsync(request, place.Headers().Concat(headers ?? []), isStream: false, limit.Token, stop).ConfigureAwait(false);
        var body = Parsed(await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false));
        return CompletionReading.Read(
            body, CompletionReading.TextOf(body), CompletionReading.FinishReasonOf(body), answer.Headers, _time.GetElapsedTime(began), trace => Reference(trace, place.SpanId));
    }

    /// <summary>The events of a stream up to the one that ends it. Each gives the next the whole of <see cref="TracehouseOptions.CallTimeout"/>.</summary>
    private async IAsyncEnumerable<JsonElement> EventsOf(HttpResponseMessage answer, CancellationTokenSource limit, [EnumeratorCancellation] CancellationToken stop)
    {
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false), Encoding.UTF8);
        var characters = 0L;
        while (await LineAsync(lines, limit.Token, stop).ConfigureAwait(false) is { } line)
        {
            limit.CancelAfter(_options.CallTimeout);
            characters += line.Length;
            if (characters > _options.AnswerBytesMax)
            {
                throw new TracehouseException(null, "answer_too_large", $"The answer is larger than {_options.AnswerBytesMax} bytes (Tracehouse:{nameof(_options.AnswerBytesMax)}).");
            }

            if (!line.StartsWith(EventStart, StringComparison.Ordinal))
            {
                continue;
            }

            var data = line[EventStart.Length..].Trim();
            if (data == StreamEnd)
            {
                yield break;
            }

            var piece = Parsed(data);
            if (piece.At("error").ValueKind == JsonValueKind.Object && ErrorBody.Read(piece) is { } error)
            {
                throw new TracehouseException((int)answer.StatusCode, error.Code, $"The answer broke off ({error.Code}): {error.Message}");
            }

            yield return piece;
        }

        throw new TracehouseException((int)answer.StatusCode, "stream_cut", "The answer broke off before its end.");
    }

    private async Task<string?> LineAsync(StreamReader lines, CancellationToken limit, CancellationToken stop)
    {
        try
        {
            return await lines.ReadLineAsync(limit).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException or OperationCanceledException && _link.Failure(cause, Door.Gateway, stop) is { } failure)
        {
            throw failure;
        }
    }

    private static JsonObject RequestOf(string model, IEnumerable<ChatTurn> messages, IEnumerable<KeyValuePair<string, string>>? metadata, JsonObject? parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        ArgumentNullException.ThrowIfNull(messages);
        var request = new JsonObject { ["model"] = model, ["messages"] = new JsonArray([.. messages.Select(turn => new JsonObject { ["role"] = turn.Role, ["content"] = turn.Content })]) };
        if (metadata is not null)
        {
            request["metadata"] = new JsonObject(metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        foreach (var (name, value) in parameters ?? [])
        {
            request[name] = value?.DeepClone();
        }

        return request;
    }

    private static JsonElement Parsed(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException cause)
        {
            throw new TracehouseException(null, "answer_not_understood", $"The gateway answered with what is no JSON, look at {Door.Gateway.Setting}: {cause.Message}", cause);
        }
    }
}
