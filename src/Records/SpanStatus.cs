namespace Tracehouse.Records;

/// <summary>How a span ended. The numbers are part of the spool format and never change.</summary>
public enum SpanStatus
{
    /// <summary>It did what was asked.</summary>
    Success = 0,

    /// <summary>It failed, or its caller gave up.</summary>
    Error = 1,

    /// <summary>It was given up for silence.</summary>
    Timeout = 2,
}
