using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>A key as it is kept.</summary>
internal sealed record KeyDocument
{
    /// <summary>The kind of the documents that are keys.</summary>
    public const string Kind = "api-key";

    public string Name { get; init; } = "";

    public string Public { get; init; } = "";

    public string SecretDigest { get; init; } = "";

    public string Hint { get; init; } = "";

    public KeyRole Role { get; init; }

    public decimal? DailyBudgetUsd { get; init; }

    public decimal? MonthlyBudgetUsd { get; init; }

    public int? RequestsPerMinute { get; init; }

    public int? TokensPerMinute { get; init; }

    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    public bool MayTraceFull { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public static Document From(ApiKey key) => new(Kind, key.Id, key.Project, new Utf8Text(JsonSerializer.SerializeToUtf8Bytes(
        new KeyDocument
        {
            Name = key.Name,
            Public = key.Public,
            SecretDigest = key.SecretDigest,
            Hint = key.Hint,
            Role = key.Role,
            DailyBudgetUsd = key.Limits.DailyBudgetUsd,
            MonthlyBudgetUsd = key.Limits.MonthlyBudgetUsd,
            RequestsPerMinute = key.Limits.RequestsPerMinute,
            TokensPerMinute = key.Limits.TokensPerMinute,
            AllowedModels = key.Limits.AllowedModels,
            MayTraceFull = key.MayTraceFull,
            CreatedAt = key.CreatedAt,
            ExpiresAt = key.ExpiresAt,
            RevokedAt = key.RevokedAt,
        },
        KeysJson.Default.KeyDocument)));

    public static ApiKey ToKey(Document document)
    {
        var kept = JsonSerializer.Deserialize(document.Json.Bytes.Span, KeysJson.Default.KeyDocument)!;
        return new ApiKey
        {
            Id = document.Id,
            Project = document.Project,
            Name = kept.Name,
            Public = kept.Public,
            SecretDigest = kept.SecretDigest,
            Hint = kept.Hint,
            Role = kept.Role,
            Limits = new KeyLimits
            {
                DailyBudgetUsd = kept.DailyBudgetUsd,
                MonthlyBudgetUsd = kept.MonthlyBudgetUsd,
                RequestsPerMinute = kept.RequestsPerMinute,
                TokensPerMinute = kept.TokensPerMinute,
                AllowedModels = kept.AllowedModels,
            },
            MayTraceFull = kept.MayTraceFull,
            CreatedAt = kept.CreatedAt,
            ExpiresAt = kept.ExpiresAt,
            RevokedAt = kept.RevokedAt,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeyDocument))]
internal sealed partial class KeysJson : JsonSerializerContext;
