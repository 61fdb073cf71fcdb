using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
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
///                            4 rewrite
///                            5 send  ------ request ----->  |
///     | &lt;----- pieces -----  6 relay &lt;----- pieces -------  |
///     | &lt;--- last piece ---  7 record
///     | &lt;--- an error -----  8 explain, if it failed
/// </code>
/// 1. Read the request into rented memory, up to a limit.
/// 2. Understand of it what is needed, in one pass.
/// 3. Route: decide who runs the model, and find the key.
/// 4. Rewrite the model's name, and ask for token counts in a stream; every other byte stays.
/// 5. Send it, and wait for the head of the answer.
/// 6. Relay the answer piece by piece, each flushed at once, with a bounded copy aside.
/// 7. Record the call, before the client can know that its answer is whole: whoever has an answer finds its trace.
/// 8. Explain a failure in the shape of errors that the client reads, as far as the answer has not begun.
/// What differs between endpoints is the dialect's to know.
/// </summary>
internal sealed partial class Forwarder(
    ModelRouter router,
    CallRecorder recorder,
    IOptions<ForwardingOptions> options,
    IOptions<CaptureOptions> captureOptions,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<Forwarder> logger)
{
    private const int PieceBytes = 16 * 1024;

    private readonly ForwardingOptions _options = options.Value;
    private readonly TimeSpan _silence = TimeSpan.FromSeconds(options.Value.SilenceSecondsMax);

    /// <summary>Answers the request. Throws nothing; exactly one record is made, or none when the caller wants none.</summary>
    public async Task ForwardAsync(Dialect dialect, HttpContext context)
    {
        using var call = new Call(dialect, time, TraceParent.Read(context.Request.Headers.TraceParent)) { TraceLevel = TraceLevelHeader.Read(context.Request) };
        if (call.TraceLevel != TraceLevel.Off)
        {
            context.Response.Headers[HeaderRules.TraceId] = call.TraceId.Value;
        }

        var progress = ProgressTimeout.Rent(_silence, time, context.RequestAborted);
        ForwardFailure? failure;
        try
        {
            failure = await ReadAsync(call, context)
                ?? Understand(call, context.Request)
                ?? Route(call, context.Request)
                ?? await SendAsync(call, context.Request, progress)
                ?? await RelayAsync(call, context, progress);
        }
        catch (Exception e)
        {
            LogBug(logger, e, call.TraceId);
            failure = Failed(ForwardCause.Internal, "The gateway failed; its log says more.");
        }
        finally
        {
            progress.Return();
        }

        Record(call, failure);
        await FailureAnswer.WriteAsync(call, context, failure);
    }

    /// <summary>1. Reads the request into rented memory, up to a limit.</summary>
    private async ValueTask<ForwardFailure?> ReadAsync(Call call, HttpContext context)
    {
        // The limit below is ours, and explains itself better than the server's.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (context.Request.ContentLength > _options.RequestBytesMax)
        {
            return TooLarge();
        }

        try
        {
            int read;
            do
            {
                read = await context.Request.Body.ReadAsync(call.Body.GetMemory(PieceBytes), context.RequestAborted);
                call.Body.Advance(read);
                if (call.Body.Length > _options.RequestBytesMax)
                {
                    return TooLarge();
                }
            }
            while (read > 0);
            return null;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return ClientGone("The client went away before its request had come.");
        }
    }

    /// <summary>2. Finds in the request what is needed.</summary>
    private ForwardFailure? Understand(Call call, HttpRequest request)
    {
        call.Request = new ChatRequest(call.Body.Memory) { ContentType = request.ContentType, ContentEncoding = request.Headers.ContentEncoding };
        var fault = call.Dialect.ReadRequest(call.Request, _options.RequestDepthMax);
        call.IsStream = call.Request.IsStream;
        return fault is null ? null : Failed(ForwardCause.InvalidRequest, fault.Message, fault.Param);
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
            return Failed(cause, none.Message, "model");
        }

        call.Route = route;
        var provider = route.Provider;
        return provider.IsConfigured || HeaderRules.HasKey(request, provider.Key)
            ? null
            : Failed(
                ForwardCause.Unauthorized,
                $"There is no key for {provider.Name}: set {provider.KeyVariable} or Providers:{provider.Name}:ApiKey, or send your own as {provider.Key.Wish}.");
    }

    /// <summary>4 and 5. Sends the request with the few bytes changed, and waits for the head of the answer.</summary>
    private async ValueTask<ForwardFailure?> SendAsync(Call call, HttpRequest from, ProgressTimeout progress)
    {
        var (provider, model) = call.Route!;
        var request = call.Request!;
        using var message = new HttpRequestMessage(new HttpMethod(from.Method), provider.UrlOf(call.Dialect.Path, from.QueryString.Value));
        message.Content = request.Body.IsEmpty && from.ContentLength is null ? null : new SplicedContent(request.Body, call.Dialect.Rewrite(request, model, call.AsksForUsage));
        HeaderRules.CopyRequest(from, message, provider.Key);
        progress.NoteProgress();
        try
        {
            call.Response = await provider.InvokerFor(call.Dialect)!.SendAsync(message, progress.Token);
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return progress.IsCancellationRequested ? Cancelled(progress)
                : IsUnreachable(e) ? Failed(ForwardCause.UpstreamUnreachable, $"{provider.Name} could not be reached at {message.RequestUri!.Authority}: {e.Message}")
                : Failed(ForwardCause.UpstreamCut, $"{provider.Name} closed the connection without an answer: {e.Message}");
        }
    }

    /// <summary>6. Relays the answer as it comes. The record is made before the piece that ends it goes out.</summary>
    private async ValueTask<ForwardFailure?> RelayAsync(Call call, HttpContext context, ProgressTimeout progress)
    {
        StartAnswer(call, context.Response);
        var length = context.Response.ContentLength;
        var relayed = 0L;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            if (call.IsStream)
            {
                await context.Response.BodyWriter.FlushAsync(progress.Token);
            }

            await using var body = await call.Response!.Content.ReadAsStreamAsync(progress.Token);
            while (true)
            {
                progress.NoteProgress();
                var read = await body.ReadAsync(buffer, progress.Token);
                if (read == 0)
                {
                    break;
                }

                var piece = call.Capture!.Take(buffer.AsMemory(0, read));
                call.NotePiece();
                relayed += read;
                if (call.Capture.IsDone || relayed == length)
                {
                    Record(call, Judge(call));
                }

                await WriteAsync(context.Response, piece, progress.Token);
            }

            var rest = call.Capture!.TakeEnd();
            var failure = Judge(call);
            Record(call, failure);
            await WriteAsync(context.Response, rest, progress.Token);
            return failure;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return call.IsRecorded ? null
                : progress.IsCancellationRequested ? Cancelled(progress)
                : Failed(ForwardCause.UpstreamCut, $"The answer of {call.Route!.Provider.Name} broke off.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Passes the head of the answer on, and sets up what watches the rest.</summary>
    private void StartAnswer(Call call, HttpResponse response)
    {
        var content = call.Response!.Content;
        var isCompressed = content.Headers.ContentEncoding.Count > 0;
        call.IsStream = !isCompressed && content.Headers.ContentType?.MediaType == "text/event-stream";
        var hidesUsage = call.IsStream && call.AsksForUsage && !call.Request!.WantsUsage;

        // What comes compressed, though that was not asked for, cannot be read on its way; none of it is kept.
        var bytesMax = isCompressed ? 0 : captureOptions.Value.CaptureBytesMax;
        call.Capture = call.IsStream ? new StreamCapture(call.Dialect, bytesMax, hidesUsage) : new WholeCapture(call.Dialect, bytesMax);
        response.StatusCode = (int)call.Response.StatusCode;
        HeaderRules.CopyResponse(call.Response, response, keepsLength: !hidesUsage);
    }

    /// <summary>Decides of an answer that has come how the call went.</summary>
    private static ForwardFailure? Judge(Call call)
    {
        var provider = call.Route!.Provider.Name;
        var answer = call.ReadAnswer();
        if (!call.Response!.IsSuccessStatusCode || answer.Error is not null)
        {
            return Failed(ForwardCause.UpstreamError, answer.Error ?? ErrorReader.Excerpt(answer.Text.ToString()));
        }

        if (!call.Capture!.MayEnd)
        {
            return Failed(ForwardCause.UpstreamCut, $"The answer of {provider} ended before it was finished.");
        }

        return answer.IsUnderstood
            ? null
            : Failed(ForwardCause.UpstreamInvalid, $"The answer of {provider} is not {call.Dialect.AnswerName}.");
    }

    /// <summary>7. Records the call, unless that was done before.</summary>
    private void Record(Call call, ForwardFailure? failure)
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

    private ForwardFailure Cancelled(ProgressTimeout progress) => progress.IsClientGone
        ? ClientGone("The client went away before the answer was whole.")
        : Failed(ForwardCause.Timeout, $"The upstream said nothing for {_options.SilenceSecondsMax} seconds (setting Gateway:SilenceSecondsMax).");

    private ForwardFailure ClientGone(string message) => lifetime.ApplicationStopping.IsCancellationRequested
        ? Failed(ForwardCause.Shutdown, "The gateway was stopped before the answer was whole.")
        : Failed(ForwardCause.ClientDisconnected, message);

    private ForwardFailure TooLarge() =>
        Failed(ForwardCause.RequestTooLarge, $"The request is larger than {_options.RequestBytesMax} bytes (setting Gateway:RequestBytesMax).");

    private static ForwardFailure Failed(ForwardCause cause, string message, string? param = null) => new(cause, message, param);

    /// <summary>Whether there never was a connection. A cancellation that is not ours is that of the time to connect.</summary>
    private static bool IsUnreachable(Exception e) => e is OperationCanceledException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    private static async ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> piece, CancellationToken abort)
    {
        if (!piece.IsEmpty)
        {
            await response.BodyWriter.WriteAsync(piece, abort);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Trace {TraceId} failed: {Code}, by the {Side}.")]
    private static partial void LogFailure(ILogger logger, TraceId traceId, string code, ForwardSide side);

    [LoggerMessage(Level = LogLevel.Error, Message = "Trace {TraceId} failed for a bug.")]
    private static partial void LogBug(ILogger logger, Exception exception, TraceId traceId);
}
