using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Resilience;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Asks one upstream after another until one answers well, or none is left.
/// 1. Ask the target; when it is slow and the plan says so, ask a second one beside it, and take the first that is good.
/// 2. Decide whether the answer is used. The last one is, whatever it is, so that the client sees what the upstream said.
/// 3. Note what became of each try, hang up on those not used, wait if that was asked for, and go on with the next target.
/// </summary>
internal sealed class UpstreamTries(UpstreamSender sender, AnswerHead head, FailureWords words, Random random, TimeProvider time)
{
    /// <summary>Fills the call's response, or says why there is none; notes all tries in the call.</summary>
    public async ValueTask<ForwardFailure?> RunAsync(Call call, TryPlan plan, HttpContext context, ProgressTimeout progress)
    {
        progress.Limit = plan.Policy.Silence ?? progress.Limit;
        var run = new TryRun(call, plan, context, new TargetWalk(plan, random));
        var (target, pause) = (run.Walk.First(), TimeSpan.Zero);
        while (true)
        {
            if (pause > TimeSpan.Zero && !await WaitAsync(pause, context.RequestAborted))
            {
                Finish(run);
                return words.ClientGone("The client went away before the next try.");
            }

            var last = await AskAsync(run, target);
            var next = last.Verdict == TryVerdict.Use ? default : run.Walk.After(last.Target, last.Verdict, RetryAfterOf(last), last.WasSilent);
            if (next.Target is null)
            {
                return Use(run, last);
            }

            await DropAsync(run, last);
            (target, pause) = (next.Target, next.Pause);
        }
    }

    /// <summary>1. Asks one target, or two when the first is slow. Returns the try to go by; the other one is done with.</summary>
    private async Task<UpstreamTry> AskAsync(TryRun run, PlannedTarget target)
    {
        var first = Start(run, target, isHedge: false);
        if (run.Plan.Policy.HedgeAfter is not { } patience || await IsDoneWithinAsync(first.Ending, patience) || run.Walk.MoveOn() is not { } other)
        {
            return await first.Ending;
        }

        var second = Start(run, other, isHedge: true);
        try
        {
            return await RaceAsync(run, first, second);
        }
        catch
        {
            // A bug must not leave a try behind that reads the request's bytes when they are gone.
            first.Try.Timeout.Cancel();
            second.Try.Timeout.Cancel();
            await ((Task)Task.WhenAll(first.Ending, second.Ending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private async Task<UpstreamTry> RaceAsync(TryRun run, RunningTry first, RunningTry second)
    {
        var (faster, slower) = await Task.WhenAny(first.Ending, second.Ending) == first.Ending ? (first, second) : (second, first);
        if ((await faster.Ending).Verdict != TryVerdict.Use)
        {
            // The faster one failed, so the slower one still has its chance.
            (faster, slower) = (slower, faster);
            await faster.Ending;
        }

        await GiveUpAsync(run, slower);
        return faster.Try;
    }

    private RunningTry Start(TryRun run, PlannedTarget target, bool isHedge)
    {
        var one = new UpstreamTry(target, run.Call.Elapsed, ProgressTimeout.Rent(target.FirstByte ?? words.Silence, time, run.Context.RequestAborted), isHedge);
        run.Tries.Add(one);
        run.Call.Route = target.Route;
        return new RunningTry(one, TryAsync(run, one));
    }

    private async Task<UpstreamTry> TryAsync(TryRun run, UpstreamTry one)
    {
        one.Failure = await sender.SendAsync(one, run.Call, run.Context.Request);
        if (one.Response is { } response)
        {
            one.Verdict = StatusVerdict.Of(response);
            if (response.IsSuccess && run.Plan.HasChoice)
            {
                await head.HoldAsync(one, run.Call.Dialect);
            }
        }

        one.Duration = run.Call.Elapsed - one.StartedAfter;
        one.Judge();
        if (!one.Timeout.IsClientGone && !one.IsGivenUp)
        {
            one.NoteHealth(run.Plan.Policy.Circuit, run.Call.Request!.IsStream);
        }

        return one;
    }

    /// <summary>3. Hangs up on a try that another one was faster than, or that failed beside it.</summary>
    private async ValueTask GiveUpAsync(TryRun run, RunningTry slower)
    {
        if (!slower.Ending.IsCompleted)
        {
            slower.Try.GiveUp(run.Call.Elapsed, run.Call.Request!.IsStream);
        }

        // The request's bytes are read until it has ended, and they are gone with the call.
        await DropAsync(run, await slower.Ending);
    }

    /// <summary>3. Notes what the upstream said went wrong, and hangs up.</summary>
    private async ValueTask DropAsync(TryRun run, UpstreamTry one)
    {
        if (one is { Error: { } error, Failure: null, Response: { IsSuccess: false } response } && await head.ReadErrorAsync(response, run.Call.Dialect, run.Context.RequestAborted) is { } said)
        {
            one.Error = error with { Message = said };
        }

        one.HangUp();
    }

    /// <summary>2. Gives the call what came of the try.</summary>
    private static ForwardFailure? Use(TryRun run, UpstreamTry last)
    {
        run.Call.Route = last.Target.Route;
        run.Call.Response = last.Use();
        Finish(run);
        return last.Failure is { IsTold: false } failure && run.Tries.Count > 1 ? failure with { Message = $"{failure.Message} {run.Summary}" } : last.Failure;
    }

    /// <summary>One plain try is no news.</summary>
    private static void Finish(TryRun run)
    {
        if (run.Call.Alias is not null || run.Tries.Count > 1)
        {
            run.Call.Attempts = run.Tries.ConvertAll(static one => one.ToAttempt());
        }
    }

    private TimeSpan? RetryAfterOf(UpstreamTry one) => one.Response is { } response ? RetryAfter.Read(response, time.GetUtcNow()) : null;

    private async Task<bool> IsDoneWithinAsync(Task task, TimeSpan patience)
    {
        using var stop = new CancellationTokenSource();
        var isDone = await Task.WhenAny(task, Task.Delay(patience, time, stop.Token)) == task;
        await stop.CancelAsync();
        return isDone;
    }

    /// <summary>False when the client went away meanwhile.</summary>
    private async ValueTask<bool> WaitAsync(TimeSpan pause, CancellationToken abort)
    {
        try
        {
            await Task.Delay(pause, time, abort);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private readonly record struct RunningTry(UpstreamTry Try, Task<UpstreamTry> Ending);
}
