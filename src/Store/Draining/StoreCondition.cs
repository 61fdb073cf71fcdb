namespace Tracehouse.Store.Draining;

/// <summary>Whether the store can answer.</summary>
public enum StoreCondition
{
    /// <summary>ClickHouse has not been reached since the start.</summary>
    Starting,

    /// <summary>The schema is in place and the last batch went through.</summary>
    Ready,

    /// <summary>ClickHouse does not answer; records wait in the spool.</summary>
    Down,

    /// <summary>Switched off (<c>ClickHouse:Enabled</c>).</summary>
    Off,
}
