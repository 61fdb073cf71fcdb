namespace Tracehouse.Ui.Trees;

/// <summary>The ways to read a trace.</summary>
public enum TraceView
{
    /// <summary>As the conversation that it was.</summary>
    Transcript,

    /// <summary>As a tree of spans beside their times.</summary>
    Tree,
}
