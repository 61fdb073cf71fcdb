using System.Diagnostics;
using Tracehouse.Payloads;

namespace Tracehouse.Observing;

/// <summary>The same as <see cref="ObservedSequence{T}"/> for a sequence that is awaited.</summary>
internal sealed class ObservedAsyncSequence<T>(IAsyncEnumerable<T> sequence, ObservedCall call) : IAsyncEnumerable<T>
{
    private int _readings;

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken stop = default)
    {
        var before = Activity.Current;
        var reading = Interlocked.Increment(ref _readings) == 1 ? call : call.Again();
        try
        {
            return new Reader(sequence.GetAsyncEnumerator(stop), reading);
        }
        catch (Exception cause)
        {
            reading.Fail(cause);
            throw;
        }
        finally
        {
            Activity.Current = before;
        }
    }

    /// <summary>What its asynchronous methods make current ends with them, as always with async methods.</summary>
    private sealed class Reader(IAsyncEnumerator<T> items, ObservedCall reading) : IAsyncEnumerator<T>
    {
        private readonly PayloadWriter? _noted = reading.BeginItems();
        private bool _isEnded;

        public T Current => items.Current;

        public async ValueTask<bool> MoveNextAsync()
        {
            reading.Enter();
            try
            {
                var isThere = await items.MoveNextAsync().ConfigureAwait(false);
                if (!isThere)
                {
                    End(null);
                }
                else if (!_isEnded)
                {
                    _noted?.Value(items.Current);
                }

                return isThere;
            }
            catch (Exception cause)
            {
                End(cause);
                throw;
            }
        }

        public async ValueTask DisposeAsync()
        {
            reading.Enter();
            try
            {
                await items.DisposeAsync().ConfigureAwait(false);
                End(null);
            }
            catch (Exception cause)
            {
                End(cause);
                throw;
            }
        }

        private void End(Exception? cause)
        {
            if (!_isEnded)
            {
                _isEnded = true;
                reading.SetFailure(cause);
                reading.EndItems(_noted);
            }
        }
    }
}
