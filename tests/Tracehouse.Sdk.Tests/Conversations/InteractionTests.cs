using System.Diagnostics;
using Tracehouse.Sdk.Tests.Client;
using Xunit;

namespace Tracehouse.Sdk.Tests.Conversations;

/// <summary>Steps of an interaction begin and end in any order.</summary>
public sealed class InteractionTests : IAsyncLifetime
{
    private const string Nothing = "0000000000000000";
    private readonly List<Activity> _stopped = [];
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == Tracing.SourceName,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };
    private StubServer _server = null!;
    private TracehouseClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await StubServer.StartAsync(StubServer.Json(200, "{}"));
        _client = _server.Client();
        _listener.ActivityStopped = activity =>
        {
            lock (_stopped)
            {
                _stopped.Add(activity);
            }
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public void Ending_twice_is_harmless_and_the_first_output_stays()
    {
        var message = _client.Trace().Message("Hello");
        message.End("First");
        message.End("Second");
        message.Dispose();
        Assert.Equal("First", Single("message").GetTagItem("langfuse.observation.output"));
    }

    [Fact]
    public void Whatever_the_order_of_ends_what_is_current_still_runs()
    {
        using var outside = Tracing.StartObservation("outside");
        var message = _client.Trace().Message("Hello");
        var (first, second) = (message.Tool("a"), message.Tool("b"));
        first.End();
        Assert.Same(second.Observation.Activity, Activity.Current);
        second.End();
        Assert.Same(message.Observation.Activity, Activity.Current);
        var third = message.Agent("c");
        message.End();
        Assert.Same(third.Observation.Activity, Activity.Current);
        third.End();
        Assert.Same(outside.Activity, Activity.Current);
    }

    [Fact]
    public void Steps_lie_where_they_were_called_and_all_in_one_trace()
    {
        using var outside = Tracing.StartObservation("outside");
        var trace = _client.Trace();
        var message = trace.Message("Hello");
        message.Tool("a").Retrieval("b").End();
        trace.System("c").End();
        message.End();
        Assert.Equal(Nothing, Single("message").ParentSpanId.ToHexString());
        Assert.Equal(Nothing, Single("system").ParentSpanId.ToHexString());
        Assert.Equal(message.Id, Single("message").SpanId.ToHexString());
        Assert.All(_stopped, step => Assert.Equal(trace.TraceId, step.TraceId.ToHexString()));
        Assert.NotEqual(outside.TraceId, trace.TraceId);
    }

    [Fact]
    public void Moment_is_never_current_has_no_duration_and_leaves_by_itself()
    {
        var trace = _client.Trace();
        var before = Activity.Current;
        trace.Event("Seen");
        Assert.Same(before, Activity.Current);
        _client.Flush(TimeSpan.FromMilliseconds(10));
        Assert.InRange(Single("event").Duration, TimeSpan.Zero, TimeSpan.FromMicroseconds(1));

        trace.Router("Left");
        Assert.True(SpinWait.SpinUntil(() => { lock (_stopped) { return _stopped.Any(step => step.OperationName == "router"); } }, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Disposing_the_interaction_ends_what_is_open()
    {
        using (var trace = _client.Trace())
        {
            trace.Message("Hello").Tool("a");
        }

        Assert.Equal(["tool", "message"], _stopped.Select(step => step.OperationName));
    }

    private Activity Single(string name) => Assert.Single(_stopped, step => step.OperationName == name);
}
