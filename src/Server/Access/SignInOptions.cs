namespace Tracehouse.Server.Access;

/// <summary>Signing in to the pages, from the configuration section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>How long one lasts.</summary>
    public int Hours { get; set; } = 12;

    /// <summary>How many may last at once; beyond it the oldest end.</summary>
    public int SessionsMax { get; set; } = 10_000;

    /// <summary>
    /// Whether the header <c>X-Forwarded-Proto</c> tells how a browser came. Only behind a proxy that sets it: with <c>https</c> the session's cookie then never travels in the open.
    /// </summary>
    public bool TrustForwardedProto { get; set; }

    /// <summary>How many tries one address has per minute.</summary>
    public int TriesPerMinute { get; set; } = 10;
}
