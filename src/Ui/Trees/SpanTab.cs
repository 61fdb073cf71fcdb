namespace Tracehouse.Ui.Trees;

/// <summary>The parts of a span that are shown one at a time.</summary>
public enum SpanTab
{
    /// <summary>What went in and what came out.</summary>
    Messages,

    /// <summary>Parameters, metadata and attributes.</summary>
    Attributes,

    /// <summary>What happened within it.</summary>
    Events,

    /// <summary>The span as the REST API gives it.</summary>
    Json,
}
