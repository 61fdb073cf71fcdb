namespace Tracehouse.Engine.Supervision;

/// <summary>How the engine process is doing.</summary>
public enum EngineState
{
    /// <summary>The process is on its way and does not answer yet.</summary>
    Starting,

    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It has ended by itself, or hangs; it will be started again.</summary>
    Down,

    /// <summary>It has been told to stop and finishes what it does.</summary>
    Stopping,

    /// <summary>It does not run, and will not be started by itself.</summary>
    Stopped,
}
