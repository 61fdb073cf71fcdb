namespace Tracehouse.Gateway.Resilience;

/// <summary>What to do after a try at an upstream.</summary>
internal enum TryVerdict
{
    /// <summary>Its answer is used: it is good, or another try would bring the same.</summary>
    Use,

    /// <summary>The same target may do better, and so may another.</summary>
    Again,

    /// <summary>Only another target may do better.</summary>
    Elsewhere,
}
