namespace Tracehouse.Gateway.Aliases;

/// <summary>Which calls a target is for, as people write it; all that is said must hold.</summary>
public sealed class AliasConditionOptions
{
    /// <summary>What the request has: <c>tools</c>, <c>images</c>, <c>response_format</c>, or several of them with commas.</summary>
    public string? Has { get; set; }

    /// <summary>The least bytes of its prompt.</summary>
    public long? PromptBytesMin { get; set; }

    /// <summary>The most bytes of its prompt.</summary>
    public long? PromptBytesMax { get; set; }

    /// <summary>An entry of the caller's metadata, as <c>key=value</c>.</summary>
    public string? Metadata { get; set; }

    /// <summary>A header of the request, as <c>name=value</c>.</summary>
    public string? Header { get; set; }

    /// <summary>The user that the caller names, in the body or in a header for it.</summary>
    public string? User { get; set; }

    /// <summary>The project of the call.</summary>
    public string? Project { get; set; }
}
