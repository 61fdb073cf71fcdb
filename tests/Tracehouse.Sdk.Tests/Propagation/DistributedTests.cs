using System.Diagnostics;
using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Propagation;

/// <summary>One trace across processes and frameworks, whether or not anybody listens to what the frameworks begin.</summary>
public sealed class DistributedTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_between_services_is_one_trace_without_gaps(bool listens)
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => Listen(options, listens));
        await using var service = await WebService.StartAsync(context =>
        {
            using var outer = Tracing.StartObservation("outer");
            using var inner = Tracing.StartObservation("inner");
            return Task.CompletedTask;
        });
        using (Tracing.StartObservation("caller"))
        {
            await service.GetAsync();
        }

        await ArrivedAsync(session, collector, listens ? 5 : 3);
        Assert.Single(collector.Spans.Select(span => span.TraceId).Distinct());
        Assert.Equal("caller", Assert.Single(collector.Spans, span => span.ParentId.Length == 0).Name);
        Assert.All(collector.Spans.Where(span => span.Name != "caller"), span => Assert.Contains(collector.Spans, above => above.Id == span.ParentId));
        Assert.Equal(collector.Span("outer").Id, collector.Span("inner").ParentId);
        Assert.Equal(listens, collector.Span("outer").ParentId != collector.Span("caller").Id);
    }

    /// <summary>The activity of a request is not sampled when nobody listens to it, and must not silence what is observed in it.</summary>
    [Fact]
    public async Task A_request_of_somebody_who_traces_nothing_begins_a_trace()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        await using var service = await WebService.StartAsync(context =>
        {
            using var work = Tracing.StartObservation("work");
            return Task.CompletedTask;
        });
        await service.GetAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, service.Url);
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        await service.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await ArrivedAsync(session, collector, 2);
        Assert.Equal("", collector.Spans[0].ParentId);
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (collector.Spans[1].TraceId, collector.Spans[1].ParentId));
    }

    [Fact]
    public async Task A_trace_that_is_left_out_is_left_out_by_the_next_service_too()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => options.SamplingRatio = 0.5);
        await using var service = await WebService.StartAsync(context =>
        {
            using var work = Tracing.StartObservation("called");
            return Task.CompletedTask;
        });
        for (var i = 0; i < 50; i++)
        {
            using var caller = Tracing.StartObservation("caller");
            await service.GetAsync();
        }

        Assert.True(session.Flush());
        Assert.InRange(collector.Spans.Count, 2, 98);
        Assert.All(collector.Spans.GroupBy(span => span.TraceId), trace => Assert.Equal(2, trace.Count()));
    }

    [Fact]
    public async Task An_activity_that_nobody_sends_leaves_no_gap()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using (Tracing.StartObservation("above"))
        using (var unheard = new Activity("unheard").AddBaggage("tenant", "t1").Start())
        using (var below = Tracing.StartObservation("below"))
        {
            Assert.Equal("t1", below.Activity!.GetBaggageItem("tenant"));
            Assert.Same(below.Activity, Activity.Current);
        }

        Assert.True(session.Flush());
        Assert.Equal(collector.Span("above").Id, collector.Span("below").ParentId);
    }

    [Fact]
    public async Task What_others_wrote_into_the_trace_state_stays()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using var outside = new Activity("outside").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        outside.TraceStateString = "vendor=abc,tracehouse=00f067aa0ba902b7";
        outside.Start();
        using var observation = Tracing.StartObservation("inside");
        Assert.Equal($"tracehouse={observation.Id},vendor=abc", observation.Activity!.TraceStateString);
        Assert.Equal("00f067aa0ba902b7", observation.Activity.ParentSpanId.ToHexString());
    }

    [Fact]
    public async Task A_given_place_goes_before_everything()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        var trace = Tracing.CreateTraceId("order 7");
        using (Tracing.StartObservation("elsewhere"))
        using (Tracing.StartObservation("top", traceContext: new TraceContext(trace)))
        using (Tracing.StartObservation("below"))
        {
        }

        Assert.True(session.Flush());
        Assert.Equal((trace, ""), (collector.Span("top").TraceId, collector.Span("top").ParentId));
        Assert.Equal((trace, collector.Span("top").Id), (collector.Span("below").TraceId, collector.Span("below").ParentId));
    }

    private static async Task ArrivedAsync(TracingSession session, Collector collector, int count) =>
        await Eventually.TrueAsync(() => session.Flush() && collector.Spans.Count >= count, $"{count} spans arrived");

    private static void Listen(TracehouseOptions options, bool listens)
    {
        foreach (var source in listens ? ["Microsoft.AspNetCore", "System.Net.Http"] : Array.Empty<string>())
        {
            options.Sources.Add(source);
        }
    }
}
