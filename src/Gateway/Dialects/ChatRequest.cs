namespace Tracehouse.Gateway.Dialects;

/// <summary>What the gateway needs to know of a request, as places in its body. Empty places were not in it.</summary>
internal sealed class ChatRequest(ReadOnlyMemory<byte> body)
{
    /// <summary>The body as it arrived; rented, so valid only during the call.</summary>
    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Whether the body is a form with files instead of JSON.</summary>
    public bool IsForm { get; set; }

    /// <summary>The header <c>Content-Type</c>; null when there was none.</summary>
    public string? ContentType { get; init; }

    /// <summary>The header <c>Content-Encoding</c>; null when there was none.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The model as the caller wrote it; null when it did not.</summary>
    public string? Model { get; set; }

    /// <summary>Every value of a property named model: a body may have it twice, and readers differ in which one counts.</summary>
    public List<ByteRange> Models { get; } = new(1);

    /// <summary>Whether the answer is to come as a stream.</summary>
    public bool IsStream { get; set; }

    /// <summary>The value of <c>stream_options</c>.</summary>
    public ByteRange StreamOptions { get; set; }

    /// <summary>The value of <c>include_usage</c> within it.</summary>
    public ByteRange IncludeUsage { get; set; }

    /// <summary>Whether the caller asked for usage in a stream.</summary>
    public bool WantsUsage { get; set; }

    /// <summary>The prompt, of any JSON type.</summary>
    public ByteRange Prompt { get; set; }

    /// <summary>The system's part of the prompt, where that is apart.</summary>
    public ByteRange Instructions { get; set; }

    /// <summary>What the caller attached, of any JSON type.</summary>
    public ByteRange Metadata { get; set; }

    /// <summary>The value of <c>user</c>.</summary>
    public ByteRange User { get; set; }

    /// <summary>The value of <c>safety_identifier</c>.</summary>
    public ByteRange SafetyIdentifier { get; set; }

    /// <summary>The value of <c>prompt_cache_key</c>.</summary>
    public ByteRange PromptCacheKey { get; set; }

    /// <summary>Every other property, name and value together.</summary>
    public List<ByteRange> Parameters { get; } = [];

    /// <summary>Where the last property ends, and one more could be put.</summary>
    public int PropertiesEnd { get; set; }

    /// <summary>Forgets what was found, because the body as a whole turned out not to be understood.</summary>
    public void Forget()
    {
        Model = null;
        Models.Clear();
        IsStream = false;
        Prompt = default;
        Instructions = default;
        Metadata = default;
        User = default;
        SafetyIdentifier = default;
        PromptCacheKey = default;
        Parameters.Clear();
    }
}
