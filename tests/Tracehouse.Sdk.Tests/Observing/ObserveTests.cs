using System.Diagnostics;
using Xunit;

namespace Tracehouse.Sdk.Tests.Observing;

public sealed class ObserveTests
{
    private readonly Subject _subject = new();

    [Fact]
    public void Static_method_is_told_with_arguments_and_answer()
    {
        using var recorded = new Recorded();
        Assert.Equal(3, Subject.Add(1, 2));
        Assert.Equal(("Add", "span", """{"left":1,"right":2}""", "3"), (recorded.One.DisplayName, recorded.One.Kind(), recorded.One.Input(), recorded.One.Output()));
        Assert.Equal(recorded.Root.SpanId, recorded.One.ParentSpanId);
        Assert.Same(recorded.Root, Activity.Current);
    }

    [Fact]
    public void Name_kind_defaults_and_params_are_as_written()
    {
        using var recorded = new Recorded();
        Assert.Equal("Hello you", _subject.Greet());
        Assert.Equal("Hello a, b, c", _subject.Greet("a", "b", "c"));
        Assert.All(recorded.All, one => Assert.Equal(("greeting", "tool"), (one.DisplayName, one.Kind())));
        Assert.Equal(["""{"name":"you","others":[]}""", """{"name":"a","others":["b","c"]}"""], recorded.All.Select(one => one.Input()));
        Assert.Equal("Hello you", recorded.All[0].Output());
    }

    [Fact]
    public void Method_without_anything_is_told()
    {
        using var recorded = new Recorded();
        _subject.Nothing();
        Assert.Equal((null, null), (recorded.One.Input(), recorded.One.Output()));
    }

    [Fact]
    public async Task Task_ends_its_observation_when_it_ends_and_what_it_calls_lies_under_it()
    {
        using var recorded = new Recorded();
        var waiting = _subject.WaitAsync("a", TestContext.Current.CancellationToken);
        Assert.Same(recorded.Root, Activity.Current);
        Assert.Equal("a3", await waiting);
        Assert.Equal(["Add", "WaitAsync"], recorded.All.Select(one => one.DisplayName));
        Assert.Equal(recorded.All[1].SpanId, recorded.All[0].ParentSpanId);
        Assert.Equal(("""{"word":"a"}""", "a3"), (recorded.All[1].Input(), recorded.All[1].Output()));
        Assert.Same(recorded.Root, Activity.Current);
    }

    [Fact]
    public async Task Tasks_of_every_kind_are_awaited()
    {
        using var recorded = new Recorded();
        await _subject.WaitForNothingAsync();
        Assert.Equal(14, await _subject.CountAsync(waits: true) + await _subject.CountAsync(waits: false));
        await _subject.RestAsync();
        Assert.Equal([null, "7", "7", null], recorded.All.Select(one => one.Output()));
    }

    [Fact]
    public void Exception_is_recorded_and_comes_out_as_it_was()
    {
        using var recorded = new Recorded();
        var thrown = Assert.Throws<InvalidOperationException>(() => _subject.Fail("broken"));
        Assert.Contains("Subject.Fail", thrown.StackTrace);
        Assert.Equal((ActivityStatusCode.Error, "broken"), (recorded.One.Status, recorded.One.StatusDescription));
        Assert.Equal("exception", recorded.One.Events.Single().Name);
        Assert.Same(recorded.Root, Activity.Current);
    }

    [Fact]
    public async Task Exception_of_a_task_is_recorded_and_comes_out_as_it_was()
    {
        using var recorded = new Recorded();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => _subject.FailAsync("broken"));
        Assert.Contains("Subject.FailAsync", thrown.StackTrace);
        Assert.Equal("broken", recorded.One.StatusDescription);
    }

    [Fact]
    public void Task_method_that_throws_before_it_waits_still_does()
    {
        using var recorded = new Recorded();
        Assert.Throws<ArgumentException>(() => { _ = _subject.FailAtOnceAsync("broken"); });
        Assert.Equal("broken", recorded.One.StatusDescription);
    }

    [Fact]
    public async Task All_exceptions_of_a_task_stay_with_it()
    {
        using var recorded = new Recorded();
        var task = _subject.FailTwiceAsync();
        await task.ContinueWith(_ => { }, TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        Assert.Equal(["one", "two"], task.Exception!.InnerExceptions.Select(cause => cause.Message));
    }

    [Fact]
    public async Task Cancelled_task_stays_cancelled()
    {
        using var recorded = new Recorded();
        var task = _subject.WaitAsync("a", new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.True(task.IsCanceled);
        Assert.Equal(ActivityStatusCode.Error, recorded.One.Status);
    }

    [Fact]
    public void What_is_not_to_be_kept_is_not()
    {
        using var recorded = new Recorded();
        _subject.Login("ann", "swordfish");
        _subject.Secret("swordfish");
        Assert.Equal([("""{"user":"ann"}""", null), (null, "swordfish")], recorded.All.Select(one => (one.Input(), one.Output())));
    }

    [Fact]
    public void Generic_method_keeps_its_type()
    {
        using var recorded = new Recorded();
        Assert.Equal(new DateOnly(2026, 1, 2), _subject.Same(new DateOnly(2026, 1, 2)));
        Assert.Equal("a", _subject.Same(new { Name = "a" }).Name);
        Assert.Equal(["""{"value":"2026-01-02"}""", """{"value":{"Name":"a"}}"""], recorded.All.Select(one => one.Input()));
    }

    [Fact]
    public void References_stay_references()
    {
        using var recorded = new Recorded();
        var tries = 1;
        Assert.True(_subject.TryParse("12", ref tries, 3, out var number));
        Assert.Equal((2, 12), (tries, number));
        Assert.Equal("""{"text":"12","tries":1,"start":3}""", recorded.One.Input());
    }

    [Fact]
    public void Private_methods_are_told()
    {
        using var recorded = new Recorded();
        Assert.Equal("aaaa", _subject.CallHidden("a"));
        Assert.Equal(["Hidden", "HiddenStatic"], recorded.All.Select(one => one.DisplayName));
    }

    [Fact]
    public void Trace_context_among_the_arguments_is_the_place_of_the_observation()
    {
        using var recorded = new Recorded();
        var trace = Tracing.CreateTraceId("here");
        Assert.Equal("a" + trace, _subject.Here("a", new TraceContext(trace, "00f067aa0ba902b7")));
        var one = recorded.Of(trace).Single();
        Assert.Equal(("00f067aa0ba902b7", """{"word":"a"}"""), (one.ParentSpanId.ToHexString(), one.Input()));
    }

    [Fact]
    public void Scope_is_the_place_of_the_outermost_observations_in_it()
    {
        using var recorded = new Recorded();
        var trace = Tracing.CreateTraceId("scope");
        using (Tracing.At(new TraceContext(trace, "00f067aa0ba902b7")))
        {
            _subject.Nothing();
            using (Tracing.StartObservation("outer"))
            {
                _subject.Nothing();
            }
        }

        _subject.Nothing();
        var (first, second, outer) = (recorded.Of(trace)[0], recorded.Of(trace)[1], recorded.Of(trace)[2]);
        Assert.Equal(("00f067aa0ba902b7", "00f067aa0ba902b7", outer.SpanId), (first.ParentSpanId.ToHexString(), outer.ParentSpanId.ToHexString(), second.ParentSpanId));
        Assert.Equal(recorded.Root.SpanId, recorded.One.ParentSpanId);
    }
}
