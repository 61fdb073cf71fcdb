using System.Collections;
using System.Diagnostics;
using Tracehouse.Payloads;

namespace Tracehouse.Observing;

/// <summary>A sequence whose items are noted as they pass; each reading of it is an observation.</summary>
internal sealed class ObservedSequence<T>(IEnumerable<T> sequence, ObservedCall call) : IEnumerable<T>
{
    private int _readings;

    public IEnumerator<T> GetEnumerator()
    {
        var before = Activity.Current;
        var reading = Interlocked.Increment(ref _readings) == 1 ? call : call.Again();
        reading.Enter();
        try
        {
            return new Reader(sequence.GetEnumerator(), reading);
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

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Reader(IEnumerator<T> items, ObservedCall reading) : IEnumerator<T>
    {
        private readonly PayloadWriter? _noted = reading.BeginItems();
        private bool _isEnded;

        public T Current => items.Current;

        object? IEnumerator.Current => Current;

        public bool MoveNext()
        {
            var before = reading.Enter();
            try
            {
                var isThere = items.MoveNext();
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
            finally
            {
                Activity.Current = before;
            }
        }

        public void Reset() => items.Reset();

        public void Dispose()
        {
            var before = reading.Enter();
            try
            {
                items.Dispose();
                End(null);
            }
            catch (Exception cause)
            {
                End(cause);
                throw;
            }
            finally
            {
                Activity.Current = before;
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
