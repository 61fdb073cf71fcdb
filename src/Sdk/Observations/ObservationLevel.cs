namespace Tracehouse;

/// <summary>How much an observation matters to whoever looks for trouble.</summary>
public enum ObservationLevel
{
    /// <summary>Of interest only while debugging.</summary>
    Debug,

    /// <summary>As usual.</summary>
    Default,

    /// <summary>Something to look at; the work went on.</summary>
    Warning,

    /// <summary>The work failed.</summary>
    Error,
}
