using System.Diagnostics;
using Xunit;

namespace Tracehouse.Sdk.Tests.Observations;

/// <summary>Observations that do not end in the reverse order of their start.</summary>
public sealed class EndingTests
{
    [Fact]
    public void OneThatEndsBeforeThoseBelowItLeavesThemCurrentAndNothingEndedBehind()
    {
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == Tracing.SourceName, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var root = Tracing.StartObservation("root");
        var outer = Tracing.StartObservation("outer");
        var inner = Tracing.StartObservation("inner");

        outer.Dispose();
        Assert.Equal(inner.Id, Tracing.CurrentObservationId);
        inner.Dispose();
        Assert.Equal(root.Id, Tracing.CurrentObservationId);
        outer.Dispose();
        Assert.Equal(root.Id, Tracing.CurrentObservationId);
    }
}
