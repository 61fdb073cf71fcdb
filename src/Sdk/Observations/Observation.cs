using System.Diagnostics;
using System.Globalization;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse;

/// <summary>
/// One step of a trace: a span, a generation, a call of a tool. It ends when it is disposed; to end it twice is harmless. It is an
/// <see cref="System.Diagnostics.Activity"/> of the source <see cref="Tracing.SourceName"/>, so steps of other libraries lie under it. Nothing on it throws
/// because of what a value does, and when nobody listens everything on it does nothing.
/// </summary>
public sealed partial class Observation : IDisposable
{
    internal static readonly Observation None = new(null);

    internal Observation(Activity? activity) => Activity = activity;

    /// <summary>The activity behind it; null when it is not recorded.</summary>
    public Activity? Activity { get; }

    /// <summary>False when nobody listens or the trace is not kept; what is set on it then goes nowhere.</summary>
    public bool IsRecorded => Activity is { IsAllDataRequested: true };

    /// <summary>32 lower-case hex digits; null when it is not recorded.</summary>
    public string? TraceId => Activity?.TraceId.ToHexString();

    /// <summary>16 lower-case hex digits; null when it is not recorded.</summary>
    public string? Id => Activity?.SpanId.ToHexString();

    /// <summary>Starts a step under this one, whatever is current.</summary>
    public Observation StartObservation(string name, ObservationKind kind = ObservationKind.Span, object? input = null) =>
        Tracing.StartUnder(this, name, kind, input);

    /// <summary>What went in: a string, or anything that can be written as JSON.</summary>
    public Observation SetInput(object? input) => SetPayload(AttributeNames.Input, input);

    /// <summary>What came out: a string, or anything that can be written as JSON.</summary>
    public Observation SetOutput(object? output) => SetPayload(AttributeNames.Output, output);

    /// <summary>Sets what is not null; metadata is added by key.</summary>
    /// <param name="name">Another name than it began with.</param>
    /// <param name="input">What went in.</param>
    /// <param name="output">What came out.</param>
    /// <param name="metadata">Anything else, by key.</param>
    /// <param name="level">How much it matters.</param>
    /// <param name="statusMessage">Why it is at that level.</param>
    /// <param name="version">The version of what it does.</param>
    /// <param name="model">The model that was asked for.</param>
    /// <param name="modelParameters">Temperature and the like, by name.</param>
    /// <param name="usage">Tokens.</param>
    /// <param name="costUsd">US dollars; computed by the server from the usage when null.</param>
    /// <param name="promptName">The prompt of the server that was used.</param>
    /// <param name="promptVersion">The version of that prompt.</param>
    public Observation Update(
        string? name = null, object? input = null, object? output = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null, ObservationLevel? level = null,
        string? statusMessage = null, string? version = null, string? model = null, IEnumerable<KeyValuePair<string, object?>>? modelParameters = null,
        Usage? usage = null, decimal? costUsd = null, string? promptName = null, int? promptVersion = null)
    {
        if (Activity is not { IsAllDataRequested: true } activity)
        {
            return this;
        }

        activity.DisplayName = name ?? activity.DisplayName;
        SetPayload(AttributeNames.Input, input);
        SetPayload(AttributeNames.Output, output);
        activity.SetEach(AttributeNames.Metadata, metadata);
        activity.SetKnown(AttributeNames.Level, level is { } given ? AttributeNames.Of(given) : null);
        activity.SetKnown(AttributeNames.StatusMessage, statusMessage);
        activity.SetKnown(AttributeNames.Version, version);
        activity.SetKnown(AttributeNames.ModelAsked, model);
        activity.SetKnown(AttributeNames.ModelParameters, modelParameters is null ? null : PayloadText.Of(modelParameters.ToDictionary()));
        activity.SetUsage(usage);
        activity.SetKnown(AttributeNames.Cost, costUsd is { } cost ? $$"""{"total":{{cost.ToString(CultureInfo.InvariantCulture)}}}""" : null);
        activity.SetKnown(AttributeNames.PromptName, promptName);
        activity.SetKnown(AttributeNames.PromptVersion, promptVersion);
        return this;
    }

    /// <summary>Sets what is not null of the trace that this belongs to; see <see cref="Tracing.UpdateCurrentTrace"/>.</summary>
    public Observation UpdateTrace(
        string? name = null, string? userId = null, string? sessionId = null, IEnumerable<string>? tags = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null,
        object? input = null, object? output = null, string? version = null, string? release = null, string? environment = null, bool? isPublic = null)
    {
        if (Activity is { IsAllDataRequested: true } activity)
        {
            activity.SetKnown(AttributeNames.TraceName, name);
            activity.SetKnown(AttributeNames.User, userId);
            activity.SetKnown(AttributeNames.Session, sessionId);
            activity.AddTags(tags);
            activity.SetEach(AttributeNames.TraceMetadata, metadata);
            SetPayload(AttributeNames.TraceInput, input);
            SetPayload(AttributeNames.TraceOutput, output);
            activity.SetKnown(AttributeNames.Version, version);
            activity.SetKnown(AttributeNames.Release, release);
            activity.SetKnown(AttributeNames.Environment, environment);
            activity.SetKnown(AttributeNames.TracePublic, isPublic);
        }

        return this;
    }

    /// <summary>Says that the work failed: level error, the message, and the exception as OpenTelemetry records it (<c>exception.*</c>).</summary>
    public Observation SetError(Exception cause)
    {
        if (Activity is { IsAllDataRequested: true } activity && cause is not null)
        {
            activity.SetFailure(cause);
        }

        return this;
    }

    /// <summary>Notes that the first piece of a streamed answer has come; only the first note counts.</summary>
    public Observation NoteFirstToken(DateTimeOffset at)
    {
        if (IsRecorded && Activity!.GetTagItem(AttributeNames.FirstTokenTime) is null)
        {
            Activity.SetTag(AttributeNames.FirstTokenTime, at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        }

        return this;
    }

    /// <summary>Sets the output and ends it.</summary>
    public void End(object? output = null)
    {
        if (Activity is { IsStopped: false })
        {
            SetPayload(AttributeNames.Output, output);
            Dispose();
        }
    }

    /// <summary>Ends it; again is harmless. What is current afterwards is the nearest that still runs, in whatever order observations end.</summary>
    public void Dispose()
    {
        if (Activity is { IsStopped: false } activity)
        {
            ActivityEnding.End(activity);
        }
    }

    private Observation SetPayload(string name, object? value)
    {
        if (value is not null && IsRecorded)
        {
            Activity!.SetPayload(name, PayloadText.Kept(value));
        }

        return this;
    }
}
