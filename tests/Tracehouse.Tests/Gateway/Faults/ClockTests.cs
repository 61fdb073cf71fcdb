using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>A wall clock that is set while a call is under way: durations and time-outs do not notice.</summary>
public sealed class ClockTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(-1, true)]
    public async Task ClockThatIsSetDuringACallChangesNoDuration(int hours, bool isStream)
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:Extras", "true"));
        var answer = isStream ? UpstreamAnswers.Events(UpstreamAnswers.Stream) : UpstreamAnswers.Json(200, UpstreamAnswers.Completion);
        host.Upstream.Answer = context =>
        {
            host.Time.SetClock(TimeSpan.FromHours(hours));
            return answer(context);
        };
        var before = host.Time.GetUtcNow();
        using var response = await host.PostAsync(isStream ? Ask.Stream : Ask.Whole);
        await response.Content.LoadIntoBufferAsync(GatewayHost.Stop);
        var record = await Ask.RecordAsync(host, null);
        Assert.InRange(record.StartTime, before, before.AddMinutes(1));
        Assert.InRange(record.Duration, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.InRange(record.TimeToFirstToken ?? TimeSpan.Zero, TimeSpan.Zero, record.Duration);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task ClockThatIsSetNeitherEndsNorKeepsSilence(int hours)
    {
        await using var host = await GatewayHost.StartAsync();
        var hungUp = new TaskCompletionSource();
        host.Upstream.Answer = UpstreamAnswers.Stall("", hungUp);
        var sending = host.PostAsync(Ask.Whole);
        await host.Upstream.NextAsync(GatewayHost.Stop);
        host.Time.SetClock(TimeSpan.FromHours(hours));
        Assert.False(sending.IsCompleted);
        host.Time.Elapse();
        using var response = await sending;
        Assert.Equal("timeout", await Ask.CodeAsync(response));
        Assert.InRange((await Ask.RecordAsync(host, "timeout")).Duration, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        await hungUp.Task.WaitAsync(GatewayHost.Stop);
    }
}
