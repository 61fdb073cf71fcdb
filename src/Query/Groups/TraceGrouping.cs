namespace Tracehouse.Query.Groups;

/// <summary>What traces have in common that are summed up together.</summary>
public enum TraceGrouping
{
    /// <summary>The conversation.</summary>
    Session,

    /// <summary>The end user.</summary>
    User,

    /// <summary>The model that was asked, and who ran it; of a trace that asked several, each counts where it belongs.</summary>
    Model,

    /// <summary>The day of their start, in UTC.</summary>
    Day,

    /// <summary>Their name.</summary>
    Name,

    /// <summary>Where the caller ran.</summary>
    Environment,
}
