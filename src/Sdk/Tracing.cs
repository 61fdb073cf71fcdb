using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Tracehouse.Observations;
using Tracehouse.Propagation;

namespace Tracehouse;

/// <summary>
/// The door to tracing from anywhere in an application: starts observations, updates the current trace, passes on attributes. Nothing here throws because of
/// the server or of what a value does; before <see cref="Start(Action{TracehouseOptions}?, ILoggerFactory?)"/>, or when tracing is off, everything does nothing.
/// </summary>
public static partial class Tracing
{
    /// <summary>The name of the source of all observations, for an OpenTelemetry set-up of one's own (<c>AddSource</c>).</summary>
    public const string SourceName = "Tracehouse";

    internal static readonly ActivitySource Source = new(SourceName, typeof(Tracing).Assembly.GetName().Version?.ToString(3) ?? "");

    /// <summary>The observation, or activity of any library, that is current here; null when there is none.</summary>
    public static Observation? Current => Activity.Current is { } activity ? new Observation(activity) : null;

    /// <summary>The current trace's id, 32 lower-case hex digits; null outside of one.</summary>
    public static string? CurrentTraceId => Activity.Current?.TraceId.ToHexString();

    /// <summary>The current observation's id, 16 lower-case hex digits; null outside of one.</summary>
    public static string? CurrentObservationId => Activity.Current?.SpanId.ToHexString();

    /// <summary>Starts an observation and makes it current until it is disposed; the first one starts a trace.</summary>
    /// <param name="name">What it is called, the same for every run.</param>
    /// <param name="kind">What it stands for.</param>
    /// <param name="input">What goes in: a string, or anything that can be written as JSON.</param>
    /// <param name="traceContext">Where it begins, when that is not under the current observation.</param>
    public static Observation StartObservation(string name, ObservationKind kind = ObservationKind.Span, object? input = null, TraceContext? traceContext = null)
    {
        if (!Source.HasListeners())
        {
            return Observation.None;
        }

        return Told(StartActivity(name ?? "", traceContext), kind, input);
    }

    /// <summary>Sets what is not null of the current trace, from anywhere within it; tags and metadata are added to.</summary>
    /// <param name="name">The name of the trace.</param>
    /// <param name="userId">The user on whose behalf it ran.</param>
    /// <param name="sessionId">The conversation or run that it belongs to.</param>
    /// <param name="tags">Words to find it by.</param>
    /// <param name="metadata">Anything else, by key.</param>
    /// <param name="input">What went in, when that is not the input of the first observation.</param>
    /// <param name="output">What came out, when that is not the output of the first observation.</param>
    /// <param name="version">The version of the workflow.</param>
    /// <param name="release">The deployment.</param>
    /// <param name="environment">Where it ran.</param>
    /// <param name="isPublic">True when anybody with the link may see it.</param>
    public static void UpdateCurrentTrace(
        string? name = null, string? userId = null, string? sessionId = null, IEnumerable<string>? tags = null, IEnumerable<KeyValuePair<string, object?>>? metadata = null,
        object? input = null, object? output = null, string? version = null, string? release = null, string? environment = null, bool? isPublic = null) =>
        Current?.UpdateTrace(name, userId, sessionId, tags, metadata, input, output, version, release, environment, isPublic);

    /// <summary>
    /// Gives everything that starts until it is disposed, here and in whatever is awaited or started from here, these attributes; what has started before keeps its own.
    /// An inner scope adds to an outer one.
    /// </summary>
    /// <param name="userId">The user.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="tags">Tags, added to those of an outer scope.</param>
    /// <param name="metadata">Metadata, added to those of an outer scope by key.</param>
    /// <param name="version">The version.</param>
    /// <param name="traceName">The name of the trace.</param>
    /// <param name="asBaggage">True sends them along with HTTP requests too (W3C Baggage), for services that read them (<see cref="TracehouseOptions.ReadBaggage"/>).
    /// Whoever is called can read them then, so do not ask for it where requests leave the house.</param>
    public static IDisposable PropagateAttributes(
        string? userId = null, string? sessionId = null, IEnumerable<string>? tags = null, IEnumerable<KeyValuePair<string, string>>? metadata = null,
        string? version = null, string? traceName = null, bool asBaggage = false)
    {
        var outer = PropagatedAttributes.Current;
        return PropagationScope.Enter(new PropagatedAttributes
        {
            UserId = userId ?? outer?.UserId,
            SessionId = sessionId ?? outer?.SessionId,
            Version = version ?? outer?.Version,
            TraceName = traceName ?? outer?.TraceName,
            Tags = [.. (outer?.Tags ?? []).Union(tags ?? [], StringComparer.Ordinal)],
            Metadata = (metadata ?? []).Concat((outer?.Metadata ?? new Dictionary<string, string>()).AsEnumerable()).DistinctBy(pair => pair.Key).ToDictionary(),
            IsBaggage = asBaggage || outer?.IsBaggage == true,
        });
    }

    /// <summary>The id that belongs to a text: the same for the same seed, and the same as in the SDKs of Langfuse. A new one when the seed is null.</summary>
    public static string CreateTraceId(string? seed = null) =>
        seed is null ? ActivityTraceId.CreateRandom().ToHexString() : SeededIds.Of(seed, SeededIds.TraceIdBytes);

    /// <summary>The same for an observation: 16 lower-case hex digits.</summary>
    public static string CreateObservationId(string? seed = null) =>
        seed is null ? ActivitySpanId.CreateRandom().ToHexString() : SeededIds.Of(seed, SeededIds.SpanIdBytes);

    internal static Observation StartUnder(Observation parent, string name, ObservationKind kind, object? input) =>
        parent.Activity is { } above && Source.HasListeners() ? Told(Source.StartActivity(name, ActivityKind.Internal, above.Context), kind, input) : Observation.None;

    private static Observation Told(Activity? activity, ObservationKind kind, object? input)
    {
        if (activity is null)
        {
            return Observation.None;
        }

        Begin(activity, kind);
        return new Observation(activity).SetInput(input);
    }
}
