namespace Tracehouse.Records;

/// <summary>How the value of a score is to be read. The numbers are part of the spool format and never change.</summary>
public enum ScoreType
{
    /// <summary>A number.</summary>
    Numeric = 0,

    /// <summary>One of several words.</summary>
    Categorical = 1,

    /// <summary>True or false.</summary>
    Boolean = 2,

    /// <summary>Free text.</summary>
    Text = 3,
}
