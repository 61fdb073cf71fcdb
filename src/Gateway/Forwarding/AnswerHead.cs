using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Reads the beginning of an answer before it is used, so that one that comes to nothing can still be asked for elsewhere.</summary>
internal sealed class AnswerHead(FailureWords words, TimeProvider time, IOptions<CaptureOptions> options)
{
    /// <summary>A stream that said so much without a word of its answer is let through as it is.</summary>
    private const int HeldBytesMax = 256 * 1024;

    /// <summary>How much of an error is read for the record of a try whose answer is not used, and for how long.</summary>
    private const int ErrorBytesMax = 16 * 1024;
    private static readonly TimeSpan ErrorTimeMax = TimeSpan.FromSeconds(1);

    /// <summary>Waits for the first content of a stream. Says of the try what came instead, if something did.</summary>
    public async ValueTask HoldAsync(UpstreamTry one, Dialect dialect)
    {
        var response = one.Response!;
        if (!MediaTypes.IsEventStream(response.ContentType) || response.IsCompressed)
        {
            return;
        }

        using var events = new StreamCapture(dialect, options.Value.CaptureBytesMax, hidesUsage: false);
        try
        {
            while (!events.HasContent && !events.IsDone && response.Ahead.Length < HeldBytesMax)
            {
                var piece = await response.ReadAheadAsync(one.Timeout.Token);
                if (piece.IsEmpty)
                {
                    events.TakeEnd();
                    Judge(one, events, isOver: true);
                    return;
                }

                events.Take(piece);
                Judge(one, events, isOver: false);
                if (one.Error is not null)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (UpstreamSender.IsExpected(e))
        {
            one.Failure = one.Timeout.IsCancellationRequested
                ? words.Cancelled(one.Timeout)
                : new ForwardFailure(ForwardCause.UpstreamCut, $"The answer of {one.Target.Route.Provider.Name} broke off before it began.");
        }
    }

    /// <summary>Reads what an upstream says went wrong, as far as that is short and there.</summary>
    public async ValueTask<string?> ReadErrorAsync(UpstreamAnswer response, Dialect dialect, CancellationToken abort)
    {
        using var timeout = new CancellationTokenSource(ErrorTimeMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, abort);
        try
        {
            while (response.Ahead.Length < ErrorBytesMax && !(await response.ReadAheadAsync(either.Token)).IsEmpty)
            {
            }
        }
        catch (Exception e) when (UpstreamSender.IsExpected(e))
        {
            // What came until then is all there is.
        }

        var answer = dialect.ReadAnswer(response.Ahead.Span, isTruncated: response.Ahead.Length >= ErrorBytesMax);
        return answer.Error ?? (answer.Text.IsEmpty ? null : ErrorReader.Excerpt(answer.Text.ToString()));
    }

    private static void Judge(UpstreamTry one, StreamCapture events, bool isOver)
    {
        if (events.HasContent)
        {
            return;
        }

        // A stream that says why it stopped, or that it is done, is whole without a word.
        var error = events.ToAnswer().Error;
        if (error is null && !(isOver && !events.MayEnd))
        {
            return;
        }

        one.Verdict = TryVerdict.Again;
        one.Error = error is null ? new SpanError("upstream_cut", "The stream ended before it began.") : new SpanError("upstream_error", error);
    }
}
