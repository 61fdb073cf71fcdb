using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Keys;
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
///                            4 admit
///                            5 rewrite
///                            6 send  ------ request ----->  |
///     | &lt;----- pieces -----  7 relay &lt;----- pieces -------  |
///     | &lt;--- last piece ---  8 record
///     | &lt;--- an error -----  9 explain, if it failed
/// </code>
/// 1. Read the request into rented memory, up to a limit.
/// 2. Understand of it what is needed, in one pass.
/// 3. Route: decide who runs the model, and find the key. An alias, or a setting, makes that a plan of several tries.
/// 4. Admit: see whether the caller's key goes that far. An answer to the same request that was to be kept saves the next two steps.
/// 5. Rewrite the model's name, and ask for token counts in a stream; every other byte stays.
/// 6. Send it, and wait for the head of the answer; with a plan, again and elsewhere until one is good.
/// 7. Relay the answer piece by piece, each flushed at once, with a bounded copy aside.
/// 8. Record the call, before the client can know that its answer is whole: whoever has an answer finds its trace.
/// 9. Explain a failure in the shape of errors that the client reads, as far as the answer has not begun.
/// What differs between endpoints is the dialect's to know.
/// </summary>
internal sealed partial class Forwarder(
    RequestReader reader, CallRouter router, Admission admission, CacheLookup cache, UpstreamSender sender, UpstreamTries tries, AnswerRelay relay, CallLog log, FailureWords words, TimeProvider time, ILogger<Forwarder> logger)
{
    /// <summary>Answers the request. Throws nothing; exactly one record is made, or none when the caller wants none.</summary>
    public async Task ForwardAsync(Dialect dialect, HttpContext context)
    {
        var holder = context.Features.GetRequiredFeature<KeyHolder>();
        using var call = new Call(dialect, time, CallerPlace.Read(context.Request.Headers))
        {
            Headers = context.Request.Headers,
            Holder = holder,
            IsFullTraceGranted = holder.Key is { MayTraceFull: true } && TraceLevelHeader.AsksForAll(context.Request),
            TraceLevel = TraceLevelHeader.Read(context.Request),
        };
        var progress = ProgressTimeout.Rent(words.Silence, time, context.RequestAborted);
        ForwardFailure? failure;
        TryPlan? plan = null;
        try
        {
            failure = await reader.ReadAsync(call, context)
                ?? reader.Understand(call, context.Request)
                ?? Route(call, context.Request, out plan)
                ?? Admit(call, context.Response)
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

    /// <summary>4. Sees whether the caller's key goes that far.</summary>
    private ForwardFailure? Admit(Call call, HttpResponse response)
    {
        if (call.Holder.Key is not { } key)
        {
            return null;
        }

        var (provider, model) = call.Route!;
        var asked = call.Request!.Model;
        var isOpaque = call.Dialect is PassThrough && (call.Dialect.FixedProvider is not null || asked is null);
        return admission.Admit(key, asked ?? "", provider.Name, model, isOpaque, response) is { } refusal ? ForwardFailure.Of(refusal) : null;
    }

    /// <summary>6. Asks whoever runs it, unless the answer is there already.</summary>
    private ValueTask<ForwardFailure?> SendAsync(Call call, TryPlan? plan, HttpContext context, ProgressTimeout progress) => call.IsCached ? default
        : plan is null ? sender.SendAsync(call, context.Request, progress)
        : tries.RunAsync(call, plan, context, progress);

    [LoggerMessage(Level = LogLevel.Error, Message = "Trace {TraceId} failed for a bug.")]
    private static partial void LogBug(ILogger logger, Exception exception, TraceId traceId);
}
