namespace Tracehouse.Gateway.Privacy;

/// <summary>What stands between two groups of digits that may belong together.</summary>
internal enum DigitGap
{
    /// <summary>Nothing does; they are not of one sequence.</summary>
    None,

    Space,

    Dash,

    Dot,

    Slash,

    Parenthesis,
}
