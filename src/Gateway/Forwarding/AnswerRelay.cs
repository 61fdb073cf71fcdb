using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Relays an answer piece by piece, each flushed at once, with a bounded copy aside.</summary>
internal sealed class AnswerRelay(CallLog log, FailureWords words, IOptions<CaptureOptions> options)
{
    private const int PieceBytes = 16 * 1024;

    /// <summary>Relays the answer as it comes. The record is made before the piece that ends it goes out.</summary>
    public async ValueTask<ForwardFailure?> RelayAsync(Call call, HttpContext context, ProgressTimeout progress)
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
                    log.Record(call, Judge(call));
                }

                await WriteAsync(context.Response, piece, progress.Token);
            }

            var rest = call.Capture!.TakeEnd();
            var failure = Judge(call);
            log.Record(call, failure);
            await WriteAsync(context.Response, rest, progress.Token);
            return failure;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return call.IsRecorded ? null
                : progress.IsCancellationRequested ? words.Cancelled(progress)
                : new ForwardFailure(ForwardCause.UpstreamCut, $"The answer of {call.Route!.Provider.Name} broke off.");
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
        var bytesMax = isCompressed ? 0 : options.Value.CaptureBytesMax;
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

    private static async ValueTask WriteAsync(HttpResponse response, ReadOnlyMemory<byte> piece, CancellationToken abort)
    {
        if (!piece.IsEmpty)
        {
            await response.BodyWriter.WriteAsync(piece, abort);
        }
    }
}
