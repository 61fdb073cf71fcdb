namespace Tracehouse.Records;

/// <summary>What the holder of a key may do.</summary>
public enum KeyRole
{
    /// <summary>Call models, and nothing else.</summary>
    CallOnly = 0,

    /// <summary>Call models, and read and write what belongs to the project.</summary>
    Member = 1,

    /// <summary>All that, and manage the server: keys of every project, providers, aliases, prices.</summary>
    Admin = 2,
}
