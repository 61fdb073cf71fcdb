using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>A key of ours: who its holder is and what they may do. The secret itself is nowhere; only its digest is kept.</summary>
public sealed record ApiKey
{
    /// <summary>Its name in records, lists and addresses.</summary>
    public required string Id { get; init; }

    /// <summary>The one project it gives access to.</summary>
    public required ProjectId Project { get; init; }

    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The public half of the pair; the user name where a client wants one.</summary>
    public required string Public { get; init; }

    /// <summary>The SHA-256 of the secret half, in hex.</summary>
    public required string SecretDigest { get; init; }

    /// <summary>The end of the secret, to tell keys apart.</summary>
    public string Hint { get; init; } = "";

    /// <summary>What its holder may do.</summary>
    public KeyRole Role { get; init; } = KeyRole.Member;

    /// <summary>How far it goes.</summary>
    public KeyLimits Limits { get; init; } = new();

    /// <summary>Whether its holder may have calls kept whole though the server keeps no content.</summary>
    public bool MayTraceFull { get; init; }

    /// <summary>When it was made; null for one of the settings.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it stands in the settings, and cannot be changed by the API.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Whether it opens anything at a moment.</summary>
    public bool IsActive(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    /// <summary>For whom its holder acts.</summary>
    public Caller ToCaller() => new(Project, Id, Role);
}
