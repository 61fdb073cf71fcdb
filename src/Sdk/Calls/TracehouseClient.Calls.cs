using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tracehouse.Calls;
using Tracehouse.Client;
using Tracehouse.Observations;

namespace Tracehouse;

public sealed partial class TracehouseClient
{
    private const int AttemptsDefault = 3;
    private const string NeedsReflection = "Types are looked at while the program runs. Give the JsonTypeInfo of the output, and the input as text.";

    /// <summary>Asks a model to do something; the answer is text.</summary>
    /// <inheritdoc cref="CallAsync{T}(string, JsonTypeInfo{T}, string, string, string, IEnumerable{KeyValuePair{string, string}}, JsonObject, int, CancellationToken)"/>
    public Task<CallResponse<string>> CallAsync(
        string name, string? instructions = null, string? input = null, string? model = null, IEnumerable<KeyValuePair<string, string>>? tags = null,
        JsonObject? parameters = null, CancellationToken cancellationToken = default) =>
        RunAsync(name, instructions, input, input, OutputForm<string>.Text, model, tags, parameters, 1, cancellationToken);

    /// <summary>Asks a model to do something; the answer is of a type, whose JSON Schema the model is given.</summary>
    /// <inheritdoc cref="CallAsync{T}(string, JsonTypeInfo{T}, string, string, string, IEnumerable{KeyValuePair{string, string}}, JsonObject, int, CancellationToken)"/>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public Task<CallResponse<T>> CallAsync<T>(
        string name, string? instructions = null, object? input = null, string? model = null, IEnumerable<KeyValuePair<string, string>>? tags = null,
        JsonObject? parameters = null, int attemptsMax = AttemptsDefault, CancellationToken cancellationToken = default)
    {
        var text = input as string ?? (input is null ? null : JsonSerializer.Serialize(input, Reflection.Options));
        var form = typeof(T) == typeof(string) ? (OutputForm<T>)(object)OutputForm<string>.Text : OutputForm<T>.Of((JsonTypeInfo<T>)Reflection.Options.GetTypeInfo(typeof(T)));
        return RunAsync(name, instructions, text, input, form, model, tags, parameters, attemptsMax, cancellationToken);
    }

    /// <summary>
    /// Asks a model to do something; the answer is of a type that was compiled for JSON. The call is an observation of kind chain under the current one, with what went in and came
    /// out; every question to the model is a generation below it, recorded by the gateway. This goes to the gateway's <c>/v1/chat/completions</c> and not to the server's door for
    /// Opper (<c>/v2/call</c>), because that door finds the trace of a parent only when the parent has arrived, and observations arrive when they have ended.
    /// </summary>
    /// <param name="name">What the call is called, the same for every run.</param>
    /// <param name="outputType">What the answer is.</param>
    /// <param name="instructions">What the model is to do.</param>
    /// <param name="input">What it is to do it with.</param>
    /// <param name="model">Which model; <see cref="TracehouseOptions.Model"/> when null.</param>
    /// <param name="tags">Words to find the trace by, kept as <c>name:value</c>.</param>
    /// <param name="parameters">Anything else of OpenAI's format, such as <c>temperature</c>.</param>
    /// <param name="attemptsMax">How often the model is asked at most, until its answer follows the schema; it is shown what was wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TracehouseException">There was no answer, or with the code <c>invalid_answer</c> none that follows the schema.</exception>
    public Task<CallResponse<T>> CallAsync<T>(
        string name, JsonTypeInfo<T> outputType, string? instructions = null, string? input = null, string? model = null, IEnumerable<KeyValuePair<string, string>>? tags = null,
        JsonObject? parameters = null, int attemptsMax = AttemptsDefault, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(outputType);
        return RunAsync(name, instructions, input, input, OutputForm<T>.Of(outputType), model, tags, parameters, attemptsMax, cancellationToken);
    }

    private async Task<CallResponse<T>> RunAsync<T>(
        string name, string? instructions, string? input, object? given, OutputForm<T> form, string? model, IEnumerable<KeyValuePair<string, string>>? tags, JsonObject? parameters,
        int attemptsMax, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        model ??= _options.Model ?? throw new ArgumentException("There is no model. Give one, or set Tracehouse:Model (TRACEHOUSE_MODEL) for calls that name none.", nameof(model));
        using var observation = Tracing.StartObservation(name, ObservationKind.Chain, given);
        if (observation.IsRecorded)
        {
            observation.Activity!.AddTags(tags?.Select(tag => $"{tag.Key}:{tag.Value}"));
        }

        try
        {
            var response = await AskAsync(name, new CallPrompt(name, instructions, input, form.Schema), form, observation, model, parameters, Math.Max(attemptsMax, 1), stop).ConfigureAwait(false);
            observation.SetOutput(response.Message);
            return response;
        }
        catch (Exception cause)
        {
            observation.SetError(cause);
            throw;
        }
    }

    private async Task<CallResponse<T>> AskAsync<T>(
        string name, CallPrompt prompt, OutputForm<T> form, Observation observation, string model, JsonObject? parameters, int attemptsMax, CancellationToken stop)
    {
        var cost = default(decimal?);
        for (var attempt = 1; ; attempt++)
        {
            var place = CallPlace.Under(observation.Activity, name);
            var completion = await CompleteAsync(prompt.ToRequest(model, parameters), place, headers: null, stop).ConfigureAwait(false);
            cost = completion.Cost is { } spent ? (cost ?? 0) + spent : cost;
            if (form.TryRead(completion.Text, out var result, out var fault))
            {
                var span = observation is { IsRecorded: true, TraceId: { } trace, Id: { } id } ? Reference(trace, id) : Reference(place.TraceId, place.SpanId);
                return new CallResponse<T> { Result = result, Message = completion.Text, Span = span, Completion = completion, Attempts = attempt, Cost = cost };
            }

            if (attempt == attemptsMax)
            {
                throw new TracehouseException(null, "invalid_answer", $"The model's answer does not follow the schema, after {attempt} attempts: {fault}");
            }

            prompt.Correct(completion.Text, fault);
        }
    }

    /// <summary>How types are written and read without compiled code; apart, so that whoever has compiled code never meets it.</summary>
    private static class Reflection
    {
        [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only through a method that says the same.")]
        [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only through a method that says the same.")]
        public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
    }
}
