using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracehouse.Sdk.Tests.Observing;

/// <summary>The observations of one test, told apart from those of others by their trace.</summary>
internal sealed class Recorded : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root;

    public Recorded()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Tracing.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = Mark,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        Mark(_root);
    }

    public Activity Root => _root;

    public IReadOnlyList<Activity> All => [.. _ended.Where(activity => activity.TraceId == _root.TraceId)];

    public Activity One => All.Single();

    public IReadOnlyList<Activity> Of(string traceId) => [.. _ended.Where(activity => activity.TraceId.ToHexString() == traceId)];

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
    }

    /// <summary>As a session does with what it sends.</summary>
    private static void Mark(Activity activity) => activity.TraceStateString = $"tracehouse={activity.SpanId}";
}
