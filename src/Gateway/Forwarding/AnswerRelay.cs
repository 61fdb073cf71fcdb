using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Extras;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Relays an answer. A whole one that is understood is held until all of it has come, so that its head is true and its end can say what it cost;
/// all others go piece by piece, each flushed at once, with a bounded copy aside.
/// </summary>
internal sealed class AnswerRelay(CallLog log, FailureWords words, AnswerHolder holder, AnswerExtras extras, CacheLookup cache, IOptions<CaptureOptions> options, IOptions<CacheOptions> cacheOptions)
{
    /// <summary>Relays the answer. The record is made before the piece that ends it goes out.</summary>
    public async ValueTask<ForwardFailure?> RelayAsync(Call call, HttpContext context, ProgressTimeout progress)
    {
        var wantsExtras = extras.AreWanted(call, context.Request);
        Watch(call, wantsExtras);
        try
        {
            if (call.IsStream)
            {
                StartAnswer(call, context);
                await context.Response.BodyWriter.FlushAsync(progress.Token);
            }

            var held = ReadOnlyMemory<byte>.Empty;
            if (call.Capture is WholeCapture whole && call.Dialect.IsUnderstood)
            {
                if (await holder.HoldAsync(call, whole, progress))
                {
                    return await FinishAsync(call, whole, context, wantsExtras, progress);
                }

                held = whole.Body.Memory;
            }

            return await RelayPiecesAsync(call, context, held, progress);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return call.IsRecorded ? null
                : progress.IsCancellationRequested ? words.Cancelled(progress)
                : new ForwardFailure(ForwardCause.UpstreamCut, $"The answer of {call.Route!.Provider.Name} broke off.");
        }
    }

    /// <summary>Sets up what watches the answer.</summary>
    private void Watch(Call call, bool wantsExtras)
    {
        var isCompressed = call.Response!.IsCompressed;
        call.IsStream = !isCompressed && MediaTypes.IsEventStream(call.Response.ContentType);

        // What comes compressed, though that was not asked for, cannot be read on its way; none of it is kept.
        var bytesMax = isCompressed ? 0 : options.Value.CaptureBytesMax;
        call.Capture = call.IsStream ? WatchStream(call, wantsExtras, bytesMax) : new WholeCapture(call.Dialect, bytesMax);
    }

    private StreamCapture WatchStream(Call call, bool wantsExtras, int bytesMax)
    {
        var rawBytesMax = call.Cache is { IsHit: false } ? cacheOptions.Value.EntryBytesMax : 0;
        return wantsExtras && call.Dialect.TakesExtrasInStream(call.Request!)
            ? new StreamCapture(call.Dialect, bytesMax, hidesUsage: false, ExtendUsage(call)) { RawBytesMax = rawBytesMax }
            : new StreamCapture(call.Dialect, bytesMax, HidesUsage(call)) { RawBytesMax = rawBytesMax };
    }

    /// <summary>A method of its own, as a closure would be made for every call otherwise.</summary>
    private Action<ChatAnswer, PooledBytes, ByteRange> ExtendUsage(Call call) => (counts, line, place) => extras.AddToUsage(call, counts, line, place);

    private static bool HidesUsage(Call call) => call.IsStream && call.AsksForUsage && !call.Request!.WantsUsage;

    /// <summary>Passes the head of the answer on.</summary>
    private static void StartAnswer(Call call, HttpContext context)
    {
        var isAsItCame = !call.IsStream || (call.Capture as StreamCapture)?.RelaysAll == true;
        context.Response.StatusCode = call.Response!.Status;
        HeaderRules.CopyResponse(call.Response, context.Response, keepsLength: isAsItCame);
        AnswerHeaders.Write(call, context);
    }

    /// <summary>Sends an answer that has come whole.</summary>
    private async ValueTask<ForwardFailure?> FinishAsync(Call call, WholeCapture whole, HttpContext context, bool wantsExtras, ProgressTimeout progress)
    {
        var failure = await SettleAsync(call, whole.Body.Length);
        if (wantsExtras && failure is null)
        {
            AnswerExtras.Add(call, whole.Body);
        }

        StartAnswer(call, context);
        context.Response.ContentLength = whole.Body.Length;
        await WriteAsync(context.Response, whole.Body.Memory, progress);
        return failure;
    }

    private async ValueTask<ForwardFailure?> RelayPiecesAsync(Call call, HttpContext context, ReadOnlyMemory<byte> held, ProgressTimeout progress)
    {
        if (!context.Response.HasStarted)
        {
            StartAnswer(call, context);
        }

        var length = context.Response.ContentLength;
        long relayed = held.Length;
        if (relayed == length)
        {
            await SettleAsync(call, relayed);
        }

        await WriteAsync(context.Response, held, progress);
        while (true)
        {
            progress.NoteProgress();
            var piece = await call.Response!.ReadAsync(progress.Token);
            if (piece.IsEmpty)
            {
                break;
            }

            relayed += piece.Length;
            piece = call.Capture!.Take(piece);
            call.NotePiece();
            if (call.Capture.IsDone || relayed == length)
            {
                await SettleAsync(call, relayed);
            }

            await WriteAsync(context.Response, piece, progress);
        }

        var rest = call.Capture!.TakeEnd();
        var failure = await SettleAsync(call, relayed);
        await WriteAsync(context.Response, rest, progress);
        return failure;
    }

    /// <summary>Records an answer that has come, and keeps it where that was asked for; much takes long, and goes elsewhere for that.</summary>
    private async ValueTask<ForwardFailure?> SettleAsync(Call call, long answerBytes)
    {
        if (!call.IsRecorded && call.Body.Length + answerBytes > PoolThread.QuickBytesMax)
        {
            await PoolThread.GoAsync();
        }

        return Settle(call);
    }

    private ForwardFailure? Settle(Call call)
    {
        var failure = Judge(call);
        log.Record(call, failure);
        if (failure is null)
        {
            cache.Keep(call);
        }

        return failure;
    }

    /// <summary>Decides of an answer that has come how the call went.</summary>
    private static ForwardFailure? Judge(Call call)
    {
        var provider = call.Route!.Provider.Name;
        var answer = call.ReadAnswer();
        if (!call.Response!.IsSuccess || answer.Error is not null)
        {
            return new ForwardFailure(ForwardCause.UpstreamError, answer.Error ?? ErrorReader.Excerpt(answer.Text.ToString()));
        }

        if (!call.Capture!.MayEnd)
        {
            return new ForwardFailure(ForwardCause.UpstreamCut, $"The answer of {provider} ended before it was finished.");
        }

        return answer.IsUnderstood
            ? null
            : new ForwardFailure(ForwardCause.UpstreamInvalid, $"The answer of {provider} is not {call.Dialect.AnswerName}.");
    }

    private static async ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> piece, ProgressTimeout progress)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        var writing = response.BodyWriter.WriteAsync(piece, progress.Token);
        if (writing.IsCompleted)
        {
            await writing;
            return;
        }

        // The time that runs now is the client's, which does not take what there is.
        progress.IsForClient = true;
        progress.NoteProgress();
        await writing;

        // The server breaks such a connection off by itself, without a word to us.
        progress.Token.ThrowIfCancellationRequested();
        progress.IsForClient = false;
    }
}
