namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>How a model is asked to think before it answers.</summary>
internal enum ThinkingStyle
{
    /// <summary>It cannot.</summary>
    None,

    /// <summary>By a number of tokens.</summary>
    Budget,

    /// <summary>By a degree of effort; how much it thinks is its own to say.</summary>
    Adaptive,
}
