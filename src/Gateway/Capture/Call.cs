using Microsoft.AspNetCore.Http;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>One call while it is under way: what is known of it so far.</summary>
internal sealed class Call(Dialect dialect, TimeProvider time, CallerPlace place) : IDisposable
{
    private readonly long _started = time.GetTimestamp();
    private ChatAnswer? _answer;

    /// <summary>What its request and answer look like.</summary>
    public Dialect Dialect { get; } = dialect;

    public DateTimeOffset StartTime { get; } = time.GetUtcNow();

    public TraceId TraceId { get; } = place.TraceId ?? TraceId.Create(time.GetUtcNow());

    public SpanId SpanId { get; } = place.SpanId ?? SpanId.Create();

    public SpanId? ParentSpanId { get; } = place.ParentSpanId;

    /// <summary>What the caller calls it; null when it does not say.</summary>
    public string? Name { get; } = place.Name;

    /// <summary>Who makes it.</summary>
    public required KeyHolder Holder { get; init; }

    /// <summary>Whether all may be kept though the server keeps no content: the caller asks for it, and its key allows that.</summary>
    public bool IsFullTraceGranted { get; init; }

    /// <summary>How much of it the caller allows to be kept.</summary>
    public TraceLevel TraceLevel { get; init; }

    /// <summary>The headers of the request; they live as long as it.</summary>
    public IHeaderDictionary? Headers { get; init; }

    /// <summary>The request's body; it lives as long as the call.</summary>
    public PooledBytes Body { get; } = new();

    /// <summary>Where the text of the user is put together for the record.</summary>
    public PooledBytes InputText { get; } = new();

    /// <summary>What was understood of the body; null before it was read.</summary>
    public ChatRequest? Request { get; set; }

    /// <summary>Where it goes; null before that was decided.</summary>
    public Route? Route { get; set; }

    /// <summary>How long that decision took.</summary>
    public TimeSpan RoutingTime { get; set; }

    /// <summary>The alias that the caller asked for; null when it named a model.</summary>
    public string? Alias { get; set; }

    /// <summary>Every try at an upstream, in order; empty when one plain try was all.</summary>
    public IReadOnlyList<CallAttempt> Attempts { get; set; } = [];

    /// <summary>How many tries at an upstream are known of.</summary>
    public int Tries => Attempts.Count > 0 ? Attempts.Count : Response is null || IsCached ? 0 : 1;

    /// <summary>How long its alias wants answers to be cached; null when that is not said.</summary>
    public TimeSpan? CacheLifetime { get; set; }

    /// <summary>What the response cache has to do with it; null when the caller asks for no caching.</summary>
    public CacheUse? Cache { get; set; }

    /// <summary>Whether its answer came from the cache.</summary>
    public bool IsCached => Cache?.IsHit == true;

    /// <summary>The head of the upstream's answer; null before it came.</summary>
    public UpstreamAnswer? Response { get; set; }

    /// <summary>What watches the answer; null before it came.</summary>
    public AnswerCapture? Capture { get; set; }

    /// <summary>Whether the upstream must be asked to count the tokens of its stream.</summary>
    public bool AsksForUsage => AsksForUsageOf(Route!);

    /// <summary>Whether the answer comes as a stream of events.</summary>
    public bool IsStream { get; set; }

    /// <summary>When the first piece of the answer came; null when none has.</summary>
    public TimeSpan? FirstPiece { get; private set; }

    /// <summary>When the first piece came that says something; null when none has.</summary>
    public TimeSpan? FirstContent { get; private set; }

    /// <summary>Whether the record is made, after which nothing here changes it.</summary>
    public bool IsRecorded { get; set; }

    /// <summary>How long it took; null before it is recorded.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>What it cost, as far as that is known yet.</summary>
    public Cost? Cost { get; set; }

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>What the answer said. Read once, when the record is due; nothing when none came.</summary>
    public ChatAnswer ReadAnswer() => _answer ??= Capture?.ToAnswer() ?? new ChatAnswer();

    /// <summary>Whether the upstream at the end of this route must be asked to.</summary>
    public bool AsksForUsageOf(Route route) => Dialect.AsksForUsage && Request!.IsStream && route.Provider.StreamUsage;

    /// <summary>Notes the time of a piece that was captured.</summary>
    public void NotePiece()
    {
        FirstPiece ??= Elapsed;
        FirstContent ??= Capture!.HasContent ? Elapsed : null;
    }

    public void Dispose()
    {
        Cache?.Dispose();
        Capture?.Dispose();
        Response?.Dispose();
        InputText.Dispose();
        Body.Dispose();
    }
}
