namespace Tracehouse.Gateway.Privacy;

/// <summary>What is kept of what was said, under <c>Privacy</c>.</summary>
public sealed class PrivacyOptions
{
    /// <summary>Whether prompts and answers are kept at all.</summary>
    public bool Content { get; set; } = true;

    /// <summary>Whether personal data and keys are replaced before anything is kept.</summary>
    public bool Redact { get; set; }

    /// <summary>More to replace: a .NET regular expression under the name that takes its place.</summary>
    public Dictionary<string, string> Patterns { get; } = new(StringComparer.OrdinalIgnoreCase);
}
