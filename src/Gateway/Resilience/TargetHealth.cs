using System.Numerics;

namespace Tracehouse.Gateway.Resilience;

/// <summary>How a target has fared lately: whether to ask it, how fast it answers, how often it fails. Safe for many threads.</summary>
internal sealed class TargetHealth(TimeProvider time)
{
    private const int OutcomesKept = 64;

    private readonly Lock _lock = new();
    private readonly Queue<long> _failures = [];
    private bool _isOpen;
    private long _openUntil;
    private ulong _outcomes;
    private int _outcomeCount;

    /// <summary>How long whole answers take to come.</summary>
    public AnswerTime Whole { get; } = new(time);

    /// <summary>How long streams take to their first content.</summary>
    public AnswerTime Streamed { get; } = new(time);

    /// <summary>The share of failures among the last tries, from zero to one; null when there was none.</summary>
    public double? FailureShare
    {
        get
        {
            lock (_lock)
            {
                return _outcomeCount == 0 ? null : BitOperations.PopCount(_outcomes) / (double)_outcomeCount;
            }
        }
    }

    public CircuitState Circuit
    {
        get
        {
            lock (_lock)
            {
                return !_isOpen ? CircuitState.Closed : time.GetTimestamp() < _openUntil ? CircuitState.Open : CircuitState.HalfOpen;
            }
        }
    }

    /// <summary>Whether to ask it now. After the pause one caller gets a yes, and the others wait for what comes of it.</summary>
    public bool TryEnter(CircuitPolicy policy)
    {
        lock (_lock)
        {
            if (_isOpen && time.GetTimestamp() < _openUntil)
            {
                return false;
            }

            if (_isOpen)
            {
                _openUntil = After(policy.Pause);
            }

            return true;
        }
    }

    public void NoteSuccess()
    {
        lock (_lock)
        {
            NoteOutcome(isFailure: false);
            _failures.Clear();
            _isOpen = false;
        }
    }

    /// <summary>Notes a failure; one that says nothing of the target's own state does not open the circuit.</summary>
    public void NoteFailure(CircuitPolicy policy, bool opensCircuit)
    {
        lock (_lock)
        {
            NoteOutcome(isFailure: true);
            if (!opensCircuit || policy.Failures == 0)
            {
                return;
            }

            var now = time.GetTimestamp();
            _failures.Enqueue(now);
            while (_failures.Count > policy.Failures)
            {
                _failures.Dequeue();
            }

            if (_isOpen || (_failures.Count == policy.Failures && time.GetElapsedTime(_failures.Peek(), now) <= policy.Window))
            {
                _isOpen = true;
                _openUntil = After(policy.Pause);
            }
        }
    }

    private long After(TimeSpan pause) => time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);

    private void NoteOutcome(bool isFailure)
    {
        _outcomes = (_outcomes << 1) | (isFailure ? 1UL : 0UL);
        _outcomeCount = Math.Min(_outcomeCount + 1, OutcomesKept);
    }
}
