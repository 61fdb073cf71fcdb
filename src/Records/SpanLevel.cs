namespace Tracehouse.Records;

/// <summary>How much a span matters to whoever looks for trouble. The numbers are part of the spool format and never change.</summary>
public enum SpanLevel
{
    /// <summary>As much as any other.</summary>
    Default = 0,

    /// <summary>Of interest only to whoever looks closely.</summary>
    Debug = 1,

    /// <summary>Something went not quite as it should.</summary>
    Warning = 2,

    /// <summary>Something went wrong.</summary>
    Error = 3,
}
