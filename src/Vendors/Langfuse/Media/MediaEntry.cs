namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>What is known of a file that is kept, beside its bytes.</summary>
internal sealed record MediaEntry
{
    /// <summary>The word for this kind of entity.</summary>
    public const string Kind = "media";

    /// <summary>The first 22 characters of its hash in the base64 of URLs, as the SDKs work it out too.</summary>
    public required string MediaId { get; init; }

    public required string ContentType { get; init; }

    public required long ContentLength { get; init; }

    /// <summary>The SHA-256 of its bytes, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When its bytes arrived; null while they have not.</summary>
    public DateTimeOffset? UploadedAt { get; init; }

    /// <summary>What the client said of the upload; null while it has not.</summary>
    public int? UploadHttpStatus { get; init; }
}
