using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Extras;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Waits for a whole answer before any of it goes out, up to limits of size and time. Some providers send blanks while they think, to keep
/// connections open, so beyond the time what has come must go on.
/// </summary>
internal sealed class AnswerHolder(IOptions<CaptureOptions> capture, IOptions<ExtrasOptions> options, TimeProvider time)
{
    /// <summary>What an upstream only announces costs no more memory than this.</summary>
    private const int ReservedBytesMax = 1024 * 1024;

    private readonly TimeSpan _holdMax = TimeSpan.FromSeconds(options.Value.HoldSecondsMax);

    /// <summary>True when all of it has come. Otherwise what has come was captured, and none of it relayed.</summary>
    public async ValueTask<bool> HoldAsync(Call call, WholeCapture whole, ProgressTimeout progress)
    {
        var answer = call.Response!;
        if (answer.Length > capture.Value.CaptureBytesMax || answer.IsCompressed || _holdMax == TimeSpan.Zero)
        {
            return false;
        }

        var started = time.GetTimestamp();
        whole.Body.GetMemory((int)Math.Min(answer.Length ?? 0, ReservedBytesMax));
        while (!whole.IsOverfull && time.GetElapsedTime(started) < _holdMax)
        {
            progress.NoteProgress();
            var piece = await answer.ReadAsync(progress.Token);
            if (piece.IsEmpty)
            {
                return true;
            }

            whole.Body.Write(piece.Span);
            call.NotePiece();
            if (!MayBeJson(whole.Body.Span))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Nothing can be added to what is not JSON, and it may be a stream under a wrong name.</summary>
    private static bool MayBeJson(ReadOnlySpan<byte> start)
    {
        var first = start.IndexOfAnyExcept(" \t\r\n"u8);
        return first < 0 || start[first] is (byte)'{' or (byte)'[';
    }
}
