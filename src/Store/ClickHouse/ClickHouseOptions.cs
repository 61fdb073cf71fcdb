namespace Tracehouse.Store.ClickHouse;

/// <summary>Where ClickHouse is, from the configuration section <c>ClickHouse</c>. Without a URL the embedded engine is used.</summary>
public sealed class ClickHouseOptions
{
    /// <summary>The HTTP address of a ClickHouse server; null for the embedded engine.</summary>
    public string? Url { get; set; }

    /// <summary>The user to sign in as.</summary>
    public string User { get; set; } = "default";

    /// <summary>The user's password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The database that holds the tables; it is created when missing.</summary>
    public string Database { get; set; } = "tracehouse";

    /// <summary>False keeps no traces at all and answers 503 to every search (<c>OPENTRACY_CH_ENABLED</c>).</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long one statement may take.</summary>
    public int TimeoutSeconds { get; set; } = 60;
}
