namespace Tracehouse.Gateway.Resilience;

/// <summary>Whether a target is asked.</summary>
internal enum CircuitState
{
    /// <summary>It is asked.</summary>
    Closed,

    /// <summary>It failed too often, and is left alone.</summary>
    Open,

    /// <summary>It was left alone for long enough, and the next call may see whether it is well again.</summary>
    HalfOpen,
}
