using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Keys;
using Tracehouse.Gateway.Privacy;
using Tracehouse.Gateway.Routing;
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
/// 3. Route: decide who runs the model, and find the key.
/// 4. Admit: see whether the caller's key goes that far.
/// 5. Rewrite the model's name, and ask for token counts in a stream; every other byte stays.
/// 6. Send it, and wait for the head of the answer.
/// 7. Relay the answer piece by piece, each flushed at once, with a bounded copy aside.
/// 8. Record the call, before the client can know that its answer is whole: whoever has an answer finds its trace.
/// 9. Explain a failure in the shape of errors that the client reads, as far as the answer has not begun.
/// What differs between endpoints is the dialect's to know.
/// </summary>
internal sealed partial class Forwarder(
    RequestReader reader, ModelRouter router, Admission admission, UpstreamSender sender, AnswerRelay relay, CallLog log, IOptions<ForwardingOptions> options, TimeProvider time, ILogger<Forwarder> logger)
{
    private readonly TimeSpan _silence = TimeSpan.FromSeconds(options.Value.SilenceSecondsMax);

    /// <summary>Answers the request. Throws nothing; exactly one record is made, or none when the caller wants none.</summary>
    public async Task ForwardAsync(Dialect dialect, HttpContext context)
    {
        var holder = context.Features.GetRequiredFeature<KeyHolder>();
        using var call = new Call(dialect, time, TraceParent.Read(context.Request.Headers.TraceParent))
        {
            Holder = holder,
            IsFullTraceGranted = holder.Key is { MayTraceFull: true } && TraceLevelHeader.AsksForAll(context.Request),
            TraceLevel = TraceLevelHeader.Read(context.Request),
        };
        if (call.TraceLevel != TraceLevel.Off)
        {
            context.Response.Headers[HeaderRules.TraceId] = call.TraceId.Value;
        }

        var progress = ProgressTimeout.Rent(_silence, time, context.RequestAborted);
        ForwardFailure? failure;
        try
        {
            failure = await reader.ReadAsync(call, context)
                ?? reader.Understand(call, context.Request)
                ?? Route(call, context.Request)
                ?? Admit(call, context.Response)
                ?? await sender.SendAsync(call, context.Request, progress)
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

    /// <summary>3. Decides who runs the model, and whether there is a key.</summary>
    private ForwardFailure? Route(Call call, HttpRequest request)
    {
        var (route, none) = router.Find(call.Request!.Model, call.Dialect);
        if (route is null)
        {
            var cause = none!.Reason switch
            {
                NoRouteReason.ModelNotFound => ForwardCause.ModelNotFound,
                NoRouteReason.NotSpoken => ForwardCause.ProviderNotSpoken,
                _ => ForwardCause.RouterNotReady,
            };
            return new ForwardFailure(cause, none.Message, "model");
        }

        call.Route = route;
        var provider = route.Provider;
        return provider.IsConfigured || HeaderRules.HasKey(request, provider.Key)
            ? null
            : new ForwardFailure(
                ForwardCause.Unauthorized,
                $"There is no key for {provider.Name}: set {provider.KeyVariable} or Providers:{provider.Name}:ApiKey, or send your own as {provider.Key.Wish}{(call.Holder is { Key: not null, BringsOwnKey: false } ? $", and the key of this gateway as {Credentials.OwnHeader}" : "")}.");
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Trace {TraceId} failed for a bug.")]
    private static partial void LogBug(ILogger logger, Exception exception, TraceId traceId);
}
