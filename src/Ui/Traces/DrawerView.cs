namespace Tracehouse.Ui.Traces;

/// <summary>The tabs of the drawer.</summary>
public enum DrawerView
{
    /// <summary>The prompt and the response.</summary>
    Conversation,

    /// <summary>The spans of the trace.</summary>
    Spans,

    /// <summary>The other parameters of the request.</summary>
    Parameters,

    /// <summary>What the caller attached.</summary>
    Metadata,

    /// <summary>The trace as the REST API gives it.</summary>
    Raw,
}
