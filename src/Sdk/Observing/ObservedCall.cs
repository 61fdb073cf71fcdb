using System.ComponentModel;
using System.Diagnostics;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse.Observing;

/// <summary>One call of an <see cref="ObserveAttribute">[Observe]</see> method while it runs; called by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ObservedCall
{
    private readonly Activity? _activity;
    private readonly Activity? _above;
    private readonly bool _keepsOutput;

    private ObservedCall(Activity? activity, Activity? above, bool keepsOutput) => (_activity, _above, _keepsOutput) = (activity, above, keepsOutput);

    /// <summary>False when nobody listens; the method is then called as if it were not observed.</summary>
    public static bool IsOn => Tracing.Source.HasListeners();

    /// <summary>Starts the observation and makes it current.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="keepsOutput">False leaves out what is returned.</param>
    /// <param name="place">Where it begins, when that is not under the current observation.</param>
    public static ObservedCall Start(string name, ObservationKind kind, bool keepsOutput, TraceContext? place = null)
    {
        var above = Activity.Current;
        var activity = Tracing.StartActivity(name, place is { TraceId: null } ? null : place);
        Tracing.Begin(activity, kind);
        return new ObservedCall(activity, above, keepsOutput);
    }

    /// <summary>Where the arguments are written; null when they are not kept.</summary>
    public PayloadWriter? BeginInput() => IsKept ? PayloadWriter.Rent().BeginObject() : null;

    /// <summary>Takes what <see cref="BeginInput"/> gave.</summary>
    public void EndInput(PayloadWriter input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _activity?.SetPayload(AttributeNames.Input, input.EndObject().Finish());
    }

    /// <summary>The method has returned nothing.</summary>
    public void End() => _activity?.Stop();

    /// <summary>The method has returned.</summary>
    public T End<T>(T output)
    {
        SetOutput(output);
        _activity?.Stop();
        return output;
    }

    /// <summary>The method has thrown.</summary>
    public void Fail(Exception cause)
    {
        SetFailure(cause);
        _activity?.Stop();
    }

    /// <summary>The method has returned a task: the observation ends when that does.</summary>
    public Task EndAfter(Task task)
    {
        if (task is null or { IsCompletedSuccessfully: true } || _activity is null)
        {
            End();
            return task!;
        }

        var ended = EndedAsync(task);
        Leave();
        return ended.Unwrap();
    }

    /// <inheritdoc cref="EndAfter(Task)"/>
    public Task<T> EndAfter<T>(Task<T> task)
    {
        if (task is null || _activity is null)
        {
            End();
            return task!;
        }

        if (task.IsCompletedSuccessfully)
        {
            End(task.GetAwaiter().GetResult());
            return task;
        }

        var ended = EndedAsync(task);
        Leave();
        return ended.Unwrap();
    }

    /// <inheritdoc cref="EndAfter(Task)"/>
    public ValueTask EndAfter(ValueTask task)
    {
        if (task.IsCompletedSuccessfully || _activity is null)
        {
            End();
            return task;
        }

        return new ValueTask(EndAfter(task.AsTask()));
    }

    /// <inheritdoc cref="EndAfter(Task)"/>
    public ValueTask<T> EndAfter<T>(ValueTask<T> task)
    {
        if (_activity is null)
        {
            return task;
        }

        return task.IsCompletedSuccessfully ? new ValueTask<T>(End(task.GetAwaiter().GetResult())) : new ValueTask<T>(EndAfter(task.AsTask()));
    }

    /// <summary>The method has returned a sequence: when that is made while it is read, the observation ends with the reading.</summary>
    public IEnumerable<T> EndAfter<T>(IEnumerable<T> sequence)
    {
        if (sequence is null || _activity is null || !LazySequence.Is(sequence) || sequence is IQueryable)
        {
            return End(sequence)!;
        }

        Leave();
        return new ObservedSequence<T>(sequence, this);
    }

    /// <inheritdoc cref="EndAfter{T}(IEnumerable{T})"/>
    public IAsyncEnumerable<T> EndAfter<T>(IAsyncEnumerable<T> sequence)
    {
        if (sequence is null || _activity is null)
        {
            return End(sequence)!;
        }

        Leave();
        return new ObservedAsyncSequence<T>(sequence, this);
    }

    /// <summary>The same call once more, because its sequence is read once more.</summary>
    internal ObservedCall Again()
    {
        var above = Activity.Current;
        var activity = Tracing.StartActivity(_activity!.DisplayName);
        foreach (var name in (ReadOnlySpan<string>)[AttributeNames.Kind, AttributeNames.Input])
        {
            activity?.SetKnown(name, _activity.GetTagItem(name));
        }

        return new ObservedCall(activity, above, _keepsOutput);
    }

    /// <summary>Makes it current where its work goes on; answers what was current.</summary>
    internal Activity? Enter()
    {
        var before = Activity.Current;
        Activity.Current = _activity is { IsStopped: false } ? _activity : before;
        return before;
    }

    internal void SetFailure(Exception? cause)
    {
        if (cause is not null && _activity is { IsAllDataRequested: true })
        {
            _activity.SetFailure(cause);
        }
    }

    /// <summary>Where the items of a sequence are written; null when they are not kept.</summary>
    internal PayloadWriter? BeginItems() => _keepsOutput && IsKept ? PayloadWriter.Rent().BeginArray() : null;

    internal void EndItems(PayloadWriter? items)
    {
        if (items is not null && _activity is { IsStopped: false })
        {
            _activity.SetPayload(AttributeNames.Output, items.EndArray().Finish());
        }

        _activity?.Stop();
    }

    private bool IsKept => _activity is { IsAllDataRequested: true } && PayloadSettings.Current.IsKept;

    /// <summary>What the caller does next does not lie under the call.</summary>
    private void Leave() => Activity.Current = _above;

    private void SetOutput<T>(T output)
    {
        if (_keepsOutput && output is not null && IsKept)
        {
            _activity!.SetPayload(AttributeNames.Output, PayloadText.Kept(output));
        }
    }

    /// <summary>Answers the method's own task, so that the caller sees its exceptions as they are.</summary>
    private async Task<Task> EndedAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        EndOf(task);
        return task;
    }

    private async Task<Task<T>> EndedAsync<T>(Task<T> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            SetOutput(task.GetAwaiter().GetResult());
        }

        EndOf(task);
        return task;
    }

    private void EndOf(Task task)
    {
        if (task.IsFaulted)
        {
            Fail(task.Exception.InnerExceptions.Count == 1 ? task.Exception.InnerException! : task.Exception);
        }
        else if (task.IsCanceled)
        {
            Fail(new TaskCanceledException(task));
        }
        else
        {
            End();
        }
    }
}
