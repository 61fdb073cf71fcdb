using Tracehouse.Sdk.Tests.Support;
using Xunit;

namespace Tracehouse.Sdk.Tests.Propagation;

public sealed class PropagateAttributesTests
{
    [Fact]
    public async Task Only_what_starts_inside_inherits()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using (Tracing.StartObservation("before"))
        {
            using (Tracing.PropagateAttributes(userId: "u1", sessionId: "s1", tags: ["a"], metadata: [new("plan", "pro")], version: "v1", traceName: "flow"))
            {
                await Task.Run(() => Start("in a task"), TestContext.Current.CancellationToken);
                await Task.Yield();
                Start("after an await");
            }

            Start("after");
        }

        Assert.True(session.Flush());
        foreach (var name in (string[])["in a task", "after an await"])
        {
            var span = collector.Span(name);
            Assert.Equal(("u1", "s1", "a", "pro", "v1", "flow"),
                (span["user.id"], span["session.id"], span["langfuse.trace.tags"], span["langfuse.trace.metadata.plan"], span["langfuse.version"], span["langfuse.trace.name"]));
        }

        Assert.All((string[])["before", "after"], name => Assert.Equal("", collector.Span(name)["user.id"] + collector.Span(name)["langfuse.trace.tags"]));
    }

    [Fact]
    public async Task An_inner_scope_adds_to_the_outer_one_and_goes_before_it()
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace();
        using (Tracing.PropagateAttributes(userId: "outer", sessionId: "s1", tags: ["a"], metadata: [new("x", "1"), new("y", "1")]))
        {
            using (Tracing.PropagateAttributes(userId: "inner", tags: ["b"], metadata: [new("y", "2")]))
            {
                Start("inside");
            }

            Start("outside");
        }

        Assert.True(session.Flush());
        var inside = collector.Span("inside");
        Assert.Equal(("inner", "s1", "a,b", "1", "2"),
            (inside["user.id"], inside["session.id"], inside["langfuse.trace.tags"], inside["langfuse.trace.metadata.x"], inside["langfuse.trace.metadata.y"]));
        Assert.Equal(("outer", "a", "1"), (collector.Span("outside")["user.id"], collector.Span("outside")["langfuse.trace.tags"], collector.Span("outside")["langfuse.trace.metadata.y"]));
    }

    [Theory]
    [InlineData(true, true, "u1")]
    [InlineData(true, false, "")]
    [InlineData(false, true, "")]
    public async Task Another_process_inherits_only_what_is_sent_as_baggage_and_read(bool isSent, bool isRead, string user)
    {
        await using var collector = await Collector.StartAsync();
        using var session = collector.Trace(options => options.ReadBaggage = isRead);
        await using var service = await WebService.StartAsync(context =>
        {
            // What is ambient here would be found without any header, as caller and called share a process in this test.
            using var flow = ExecutionContext.SuppressFlow();
            using var called = Tracing.StartObservation("called");
            using var deeper = Tracing.StartObservation("deeper");
            using var deepest = Tracing.StartObservation("deepest");
            return Task.CompletedTask;
        });
        using (Tracing.StartObservation("caller"))
        {
            using (Tracing.PropagateAttributes(userId: "u1", tags: ["a"], asBaggage: isSent))
            {
                await service.GetAsync();
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, service.Url);
            Assert.Empty(System.Diagnostics.Activity.Current!.Baggage);
        }

        await Eventually.TrueAsync(() => session.Flush() && collector.Spans.Count == 4, "all arrived");
        Assert.All((string[])["called", "deeper", "deepest"], name => Assert.Equal((user, user.Length > 0 ? "a" : ""), (collector.Span(name)["user.id"], collector.Span(name)["langfuse.trace.tags"])));
    }

    private static void Start(string name)
    {
        using var observation = Tracing.StartObservation(name);
    }
}
