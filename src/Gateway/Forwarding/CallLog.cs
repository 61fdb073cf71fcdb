using Microsoft.Extensions.Logging;
using Tracehouse.Gateway.Capture;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Records how a call went, once.</summary>
internal sealed partial class CallLog(CallRecorder recorder, ILogger<CallLog> logger)
{
    /// <summary>Records the call, unless that was done before. Does not throw.</summary>
    public void Record(Call call, ForwardFailure? failure)
    {
        if (!call.IsRecorded)
        {
            recorder.Record(call, failure?.ToStatus() ?? SpanStatus.Success, failure?.ToSpanError());
            if (failure is not null)
            {
                LogFailure(logger, call.TraceId, failure.Code, failure.Side);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Trace {TraceId} failed: {Code}, by the {Side}.")]
    private static partial void LogFailure(ILogger logger, TraceId traceId, string code, ForwardSide side);
}
