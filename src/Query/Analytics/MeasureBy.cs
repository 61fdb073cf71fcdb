namespace Tracehouse.Query.Analytics;

/// <summary>What traces have in common that are measured together.</summary>
public enum MeasureBy
{
    /// <summary>Nothing: all of them.</summary>
    All,

    /// <summary>The model.</summary>
    Model,

    /// <summary>Who ran it.</summary>
    Provider,

    /// <summary>The hour of their start, in UTC.</summary>
    Hour,

    /// <summary>The day of their start, in UTC.</summary>
    Day,
}
