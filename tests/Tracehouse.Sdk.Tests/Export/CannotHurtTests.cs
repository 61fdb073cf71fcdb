using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Export;

/// <summary>Whatever the server does, the application goes on.</summary>
public sealed class CannotHurtTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task What_ended_arrives()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => options.Key = "th-secret");
        using (Tracing.StartObservation("work", ObservationKind.Tool, "in"))
        {
        }

        Assert.True(session.Flush());
        var span = collector.Span("work");
        Assert.Equal(("tool", "in"), (span["langfuse.observation.type"], span["langfuse.observation.input"]));
        Assert.Equal("Bearer th-secret", collector.Last.Key);
        Assert.Equal(new ExportCounts(1, 0, 0), session.Counts);
    }

    [Fact]
    public async Task What_waited_arrives_when_the_server_comes_back()
    {
        var down = await Collector.StartAsync();
        var url = down.Url;
        await down.DisposeAsync();
        var log = new MemoryLog();
        using var session = Tracing.Start(options => (options.Url, options.SendEvery) = (url, Short), log);
        Observe("first");
        Assert.False(session.Flush());
        Observe("second");
        Assert.False(session.Flush());
        Assert.Equal(new ExportCounts(0, 2, 0), session.Counts);

        await using var up = await Collector.StartAsync(url.Port);
        await Eventually.TrueAsync(() => session.Counts.Sent == 2, "both arrived");
        Assert.Equal(["first", "second"], up.Spans.Select(span => span.Name));
        Assert.Single(log.Lines, line => line.Contains("cannot be reached", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Failures_that_pass_are_tried_again(int status)
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = Status(status);
        using var session = collector.Trace(options => options.SendEvery = Short);
        Observe("work");
        Assert.False(session.Flush());
        collector.Answer = null;
        await Eventually.TrueAsync(() => session.Counts == new ExportCounts(1, 0, 0), "it was sent");
        Assert.Single(collector.Spans);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task What_the_server_refuses_is_dropped_counted_and_said_once(int status)
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = Status(status);
        var log = new MemoryLog();
        using var session = collector.Trace(options => options.Key = "th-secret", logs: log);
        for (var i = 0; i < 3; i++)
        {
            Observe("work");
            Assert.True(session.Flush());
        }

        Assert.Equal(new ExportCounts(0, 0, 3), session.Counts);
        Assert.Contains($"status {status}", Assert.Single(log.Lines));
        Assert.DoesNotContain("th-secret", log.Lines[0]);
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_tried_again()
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var session = collector.Trace(options => options.SendEvery = Short);
        Observe("work");
        Assert.False(session.Flush());
        collector.Answer = null;
        await Eventually.TrueAsync(() => session.Counts.Sent == 1, "it was sent");
    }

    /// <summary>Ten thousand spans in less time than the server takes for one answer.</summary>
    [Fact]
    public async Task A_slow_server_delays_nothing_and_the_end_is_in_time()
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var log = new MemoryLog();
        var session = collector.Trace(options => (options.SendEvery, options.SendTimeout, options.ShutdownTimeout, options.QueueMax) = (Short, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1), 1000), log);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 10_000; i++)
        {
            Observe("work");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.Equal(1000, session.Counts.Waiting);
        Assert.Equal(9000, session.Counts.Dropped);
        Assert.Single(log.Lines, line => line.Contains("QueueMax", StringComparison.Ordinal));

        watch.Restart();
        Assert.False(session.Flush(TimeSpan.FromMilliseconds(300)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"Flush took {watch.Elapsed}.");
        watch.Restart();
        session.Dispose();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(4), $"Dispose took {watch.Elapsed}.");
        Assert.Equal(new ExportCounts(0, 0, 10_000), session.Counts);
    }

    [Fact]
    public async Task The_end_sends_what_is_left()
    {
        await using var collector = await Collector.StartAsync();
        var session = collector.Trace(options => options.SendEvery = TimeSpan.FromHours(1));
        for (var i = 0; i < 1500; i++)
        {
            Observe("work");
        }

        session.Dispose();
        session.Dispose();
        Assert.Equal(new ExportCounts(1500, 0, 0), session.Counts);
        Assert.Equal(1500, collector.Spans.Count);
        Observe("after the end");
    }

    [Fact]
    public async Task Characters_are_limited_too()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => (options.SendEvery, options.QueueCharactersMax) = (TimeSpan.FromHours(1), 10_000));
        for (var i = 0; i < 10; i++)
        {
            using var observation = Tracing.StartObservation("work", input: new string('x', 3000));
        }

        Assert.Equal((3, 7), (session.Counts.Waiting, session.Counts.Dropped));
        Assert.True(session.Flush());
        Observe("room again");
        Assert.True(session.Flush());
        Assert.Equal(4, collector.Spans.Count);
    }

    [Fact]
    public async Task A_thousand_at_once_all_arrive_under_their_parent()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using (var root = Tracing.StartObservation("root"))
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
            {
                using var work = Tracing.StartObservation("work", input: number);
                await Task.Yield();
                work.SetOutput(number);
            });
        }

        Assert.True(session.Flush());
        var above = collector.Span("root").Id;
        Assert.Equal(1000, collector.Spans.Count(span => span.ParentId == above && span["langfuse.observation.input"] == span["langfuse.observation.output"]));
    }

    /// <summary>A context that never runs anything stands for the thread of a window that waits in Flush.</summary>
    [Fact]
    public async Task Flush_and_dispose_wait_on_no_synchronization_context()
    {
        await using var collector = await Collector.StartAsync();
        var before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(new StuckContext());
            var session = collector.Trace();
            Observe("work");
            Assert.True(session.Flush(TimeSpan.FromSeconds(5)));
            session.Dispose();
            Assert.Equal(1, session.Counts.Sent);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public async Task A_log_that_throws_stops_nothing()
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = Status(401);
        using var session = collector.Trace(options => (options.SendEvery, options.QueueMax) = (TimeSpan.FromHours(1), 1), new MemoryLog(isBroken: true));
        Observe("refused");
        Observe("too many");
        Assert.True(session.Flush());
        collector.Answer = null;
        Observe("taken");
        Assert.True(session.Flush());
        Assert.Equal(new ExportCounts(1, 0, 2), session.Counts);
    }

    [Fact]
    public async Task Large_batches_are_compressed_unless_the_server_takes_no_gzip()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        Observe("large", new string('x', 50_000));
        Assert.True(session.Flush());
        Assert.Equal("gzip", collector.Last.Encoding);
        Assert.Single(collector.Spans);

        collector.Answer = context =>
        {
            context.Response.StatusCode = (int)HttpStatusCode.UnsupportedMediaType;
            collector.Answer = null;
            return Task.CompletedTask;
        };
        Observe("large again", new string('x', 50_000));
        Assert.True(session.Flush());
        Assert.Equal("", collector.Last.Encoding);
        Assert.Equal(2, session.Counts.Sent);
    }

    [Fact]
    public async Task Retry_after_is_kept_to()
    {
        await using var collector = await Collector.StartAsync();
        collector.Answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = TimeProvider.System.GetUtcNow().AddSeconds(20).ToString("R");
            return Task.CompletedTask;
        };
        using var session = collector.Trace(options => (options.SendEvery, options.ShutdownTimeout) = (Short, TimeSpan.FromSeconds(1)));
        Observe("work");
        Assert.False(session.Flush());
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal(1, collector.Requests);
    }

    [Fact]
    public async Task Sending_traces_nothing_even_when_calls_of_http_are_sent()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => options.Sources.Add("System.Net.Http"));
        Observe("work");
        Assert.True(session.Flush());
        Assert.True(session.Flush());
        Assert.Equal("work", Assert.Single(collector.Spans).Name);
    }

    [Fact]
    public async Task Shares_of_traces_are_kept_or_left_out_whole()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => options.SamplingRatio = 0.5);
        for (var i = 0; i < 200; i++)
        {
            using var root = Tracing.StartObservation("root");
            using var child = Tracing.StartObservation("child");
            using var grandchild = root.StartObservation("grandchild");
        }

        Assert.True(session.Flush());
        var traces = collector.Spans.GroupBy(span => span.TraceId).ToList();
        Assert.InRange(traces.Count, 60, 140);
        Assert.All(traces, trace => Assert.Equal(3, trace.Count()));
    }

    [Theory]
    [InlineData("SendEvery")]
    [InlineData("QueueMax")]
    [InlineData("SamplingRatio")]
    [InlineData("ShutdownTimeout")]
    [InlineData("Url")]
    public void Settings_that_cannot_work_are_named(string setting)
    {
        var fault = Assert.Throws<ArgumentException>(() => Tracing.Start(options => _ = setting switch
        {
            "SendEvery" => options.SendEvery = TimeSpan.FromDays(400),
            "QueueMax" => options.QueueMax = 0,
            "SamplingRatio" => options.SamplingRatio = double.NaN,
            "ShutdownTimeout" => options.ShutdownTimeout = TimeSpan.FromSeconds(-1),
            _ => (object)(options.Url = new Uri("ftp://somewhere")),
        }));
        Assert.Contains($"Tracehouse:{setting}", fault.Message);
    }

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private static void Observe(string name, string? input = null)
    {
        using var observation = Tracing.StartObservation(name, input: input);
    }

    private sealed class StuckContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }

        public override void Send(SendOrPostCallback d, object? state)
        {
        }
    }
}
