using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Takes one call from the client to a provider and its answer back.
/// <code>
///   client                     gateway                      upstream
///     | ---- request ----->  1 read
///                            2 understand
///                            3 route
///                            4 rewrite
///                            5 send  ------ request ----->  |
///     | &lt;----- pieces -----  6 relay &lt;----- pieces -------  |
///     | &lt;--- last piece ---  7 record
///     | &lt;--- an error -----  8 explain, if it failed
/// </code>
/// 1. Read the request into rented memory, up to a limit.
/// 2. Understand of it what is needed, in one pass.
/// 3. Route: decide who runs the model, and find the key. An alias, or a setting, makes that a plan of several tries.
///    An answer to the same request that was to be kept saves steps 4 and 5.
/// 4. Rewrite the model's name, and ask for token counts in a stream; every other byte stays.
/// 5. Send it, and wait for the head of the answer; with a plan, again and elsewhere until one is good.
/// 6. Relay the answer piece by piece, each flushed at once, with a bounded copy aside.
/// 7. Record the call, before the client can know that its answer is whole: whoever has an answer finds its trace.
/// 8. Explain a failure in the shape of errors that the client reads, as far as the answer has not begun.
/// What differs between endpoints is the dialect's to know.
/// </summary>
internal sealed partial class Forwarder(
    RequestReader reader, CallRouter router, CacheLookup cache, UpstreamSender sender, UpstreamTries tries, AnswerRelay relay, CallLog log, FailureWords words, TimeProvider time, ILogger<Forwarder> logger)
{
    /// <summary>Answers the request. Throws nothing; exactly one record is made, or none when the caller wants none.</summary>
    public async Task ForwardAsync(Dialect dialect, HttpContext context)
    {
        using var call = new Call(dialect, time, TraceParent.Read(context.Request.Headers.TraceParent)) { Headers = context.Request.Headers, TraceLevel = TraceLevelHeader.Read(context.Request) };
        var progress = ProgressTimeout.Rent(words.Silence, time, context.RequestAborted);
        ForwardFailure? failure;
        TryPlan? plan = null;
        try
        {
            failure = await reader.ReadAsync(call, context)
                ?? reader.Understand(call, context.Request)
                ?? Route(call, context.Request, out plan)
                ?? await cache.FindAsync(call, context, context.RequestAborted)
                ?? await SendAsync(call, plan, context, progress)
                ?? await relay.RelayAsync(call, context, progress);
        }
        catch (Exception e)
        {
            LogBug(logger, e, call.TraceId);
            failure = new ForwardFailure(ForwardCause.Internal, "The gateway failed; its log says more.");
        }
        finally
        {
            progress.Return();
        }

        log.Record(call, failure);
        await FailureAnswer.WriteAsync(call, context, failure);
    }

    /// <summary>3. Decides who runs the model.</summary>
    private ForwardFailure? Route(Call call, HttpRequest request, out TryPlan? plan)
    {
        var started = call.Elapsed;
        var failure = router.Route(call, request, out plan);
        call.RoutingTime = call.Elapsed - started;
        return failure;
    }

    /// <summary>5. Asks whoever runs it, unless the answer is there already.</summary>
    private ValueTask<ForwardFailure?> SendAsync(Call call, TryPlan? plan, HttpContext context, ProgressTimeout progress) => call.IsCached ? default
        : plan is null ? sender.SendAsync(call, context.Request, progress)
        : tries.RunAsync(call, plan, context, progress);

    [LoggerMessage(Level = LogLevel.Error, Message = "Trace {TraceId} failed for a bug.")]
    private static partial void LogBug(ILogger logger, Exception exception, TraceId traceId);
}
