using OpenTelemetry.Trace;

namespace Tracehouse.Propagation;

/// <summary>
/// Decides once for each trace, by its id, so that services with the same share decide alike. The sampled flag of W3C does not decide: a service that traces nothing sends it
/// as 0, and what it calls would fall silent.
/// </summary>
internal sealed class TraceSampler(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler _byId = new(share);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var state = samplingParameters.ParentContext.TraceState;
        var isKept = TracePosition.IsKept(state) ?? _byId.ShouldSample(samplingParameters).Decision == SamplingDecision.RecordAndSample;
        return isKept ? new SamplingResult(SamplingDecision.RecordAndSample) : new SamplingResult(SamplingDecision.Drop, TracePosition.MarkLeftOut(state));
    }
}
