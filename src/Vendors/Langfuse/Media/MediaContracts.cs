using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>Asks where to put a file.</summary>
internal sealed record MediaRequest
{
    [JsonRequired]
    public required string ContentType { get; init; }

    [JsonRequired]
    public required long ContentLength { get; init; }

    [JsonRequired]
    public required string Sha256Hash { get; init; }

    [JsonRequired]
    public required string Field { get; init; }
}

/// <summary>Where to put a file; null when it is there already or is not to be kept.</summary>
internal sealed record MediaPlace(string MediaId, string? UploadUrl);

/// <summary>How putting it went.</summary>
internal sealed record MediaReport
{
    public DateTimeOffset? UploadedAt { get; init; }

    [JsonRequired]
    public required int UploadHttpStatus { get; init; }

    public string? UploadHttpError { get; init; }
}

/// <summary>Where to get a file.</summary>
internal sealed record MediaAnswer(string MediaId, string ContentType, long ContentLength, DateTimeOffset UploadedAt, string Url, DateTimeOffset UrlExpiry);

/// <summary>A file that a text of an item names.</summary>
internal sealed record MediaReference(string Field, string ReferenceString, string JsonPath, ReferencedMedia Media);

/// <summary>Such a file, and where to get it.</summary>
internal sealed record ReferencedMedia(string MediaId, string ContentType, long ContentLength, string Url, DateTimeOffset UrlExpiry);

[JsonSerializable(typeof(MediaEntry))]
[JsonSerializable(typeof(MediaRequest))]
[JsonSerializable(typeof(MediaPlace))]
[JsonSerializable(typeof(MediaReport))]
[JsonSerializable(typeof(MediaAnswer))]
internal sealed partial class MediaJson : JsonSerializerContext
{
    /// <summary>As Langfuse writes it.</summary>
    public static MediaJson Readable { get; } = new(LangfuseJson.NewOptions());
}
