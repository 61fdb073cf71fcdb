using Tracehouse.Gateway.Resilience;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>One try at an upstream, of the several that a call may take. Its answer is either used or hung up on.</summary>
internal sealed class UpstreamTry(PlannedTarget target, TimeSpan startedAfter, ProgressTimeout timeout, bool isHedge)
{
    private int? _status;
    private bool _isUsed;

    public PlannedTarget Target { get; } = target;

    public TimeSpan StartedAfter { get; } = startedAfter;

    /// <summary>Its own time; it stops when the answer has begun.</summary>
    public ProgressTimeout Timeout { get; } = timeout;

    /// <summary>The head of the answer; null when none came.</summary>
    public UpstreamAnswer? Response { get; set; }

    /// <summary>Why no answer came; null when one did.</summary>
    public ForwardFailure? Failure { get; set; }

    /// <summary>What to do next.</summary>
    public TryVerdict Verdict { get; set; }

    /// <summary>From its start to the answer or the failure.</summary>
    public TimeSpan Duration { get; set; }

    /// <summary>What was wrong with it; null when nothing was, or another was faster.</summary>
    public SpanError? Error { get; set; }

    /// <summary>Whether another was faster.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Whether it used up its time.</summary>
    public bool WasSilent => Failure?.Cause == ForwardCause.Timeout;

    /// <summary>How it went, in a word.</summary>
    public string Outcome => _status >= 400 ? $"status {_status}" : Error?.Type ?? "given up";

    /// <summary>Decides what a try that has come to its end is worth.</summary>
    public void Judge()
    {
        _status = Response?.Status;
        if (IsGivenUp)
        {
            return;
        }

        if (Failure is not null)
        {
            // A request that this provider's format cannot express may be plain to the next.
            Verdict = Timeout.IsClientGone ? TryVerdict.Use : Failure.Cause == ForwardCause.InvalidRequest ? TryVerdict.Elsewhere : TryVerdict.Again;
            Error = Failure.ToSpanError();
        }
        else if (!Response!.IsSuccess)
        {
            Error = new SpanError("upstream_error", $"{Target.Route.Provider.Name} answered with status {_status}.");
        }
    }

    /// <summary>Lets the target's health know.</summary>
    public void NoteHealth(CircuitPolicy policy, bool isStream)
    {
        if (Target.Health is not { } health || Failure?.Cause == ForwardCause.InvalidRequest)
        {
            return;
        }

        if (Verdict != TryVerdict.Use)
        {
            health.NoteFailure(policy, opensCircuit: Response is not { IsSuccess: false } response || StatusVerdict.IsUnwell(response.Status));
        }
        else if (Response is { IsSuccess: true })
        {
            health.NoteSuccess();
            (isStream ? health.Streamed : health.Whole).Note(Duration);
        }
    }

    /// <summary>Ends it because another is faster.</summary>
    public void GiveUp(TimeSpan now, bool isStream)
    {
        IsGivenUp = true;
        (isStream ? Target.Health?.Streamed : Target.Health?.Whole)?.NoteAtLeast(now - StartedAfter);
        Timeout.Cancel();
    }

    public CallAttempt ToAttempt() => new(Target.Route.Provider.Name, Target.Route.Model, StartedAfter, Duration)
    {
        HttpStatus = _status,
        Error = Error,
        IsHedge = isHedge,
        IsUsed = _isUsed,
    };

    /// <summary>The answer, whose end is also that of the try; null when there is none.</summary>
    public UpstreamAnswer? Use()
    {
        if (Failure is { Cause: not ForwardCause.InvalidRequest })
        {
            HangUp();
            return null;
        }

        _isUsed = Failure is null;
        Timeout.Pause();
        Response!.Ended = Timeout.Return;
        return Response;
    }

    public void HangUp()
    {
        Response?.Dispose();
        Timeout.Return();
    }
}
