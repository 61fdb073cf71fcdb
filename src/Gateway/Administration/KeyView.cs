using System.Text.Json.Serialization;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Administration;

/// <summary>A key as the API tells of it: never with its secret, but for the one answer in which it is made.</summary>
internal sealed record KeyView
{
    public required string Id { get; init; }

    public required string Project { get; init; }

    public required string Name { get; init; }

    public required string PublicKey { get; init; }

    /// <summary>Only in the answer that made it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SecretKey { get; init; }

    /// <summary>The end of the secret.</summary>
    public required string Hint { get; init; }

    public required string Role { get; init; }

    /// <summary><c>active</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it stands in the settings.</summary>
    public required bool IsFixed { get; init; }

    public decimal? DailyBudgetUsd { get; init; }

    public decimal? MonthlyBudgetUsd { get; init; }

    public int? RequestsPerMinute { get; init; }

    public int? TokensPerMinute { get; init; }

    public required IReadOnlyList<string> AllowedModels { get; init; }

    public bool MayTraceFull { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public required decimal SpentTodayUsd { get; init; }

    public required decimal SpentMonthUsd { get; init; }

    public static KeyView Of(ApiKey key, KeyMeters meters, DateTimeOffset now, string? secret = null)
    {
        var (day, month) = meters.Of(key.Id).Spent;
        return new KeyView
        {
            Id = key.Id,
            Project = key.Project.Value,
            Name = key.Name,
            PublicKey = key.Public,
            SecretKey = secret,
            Hint = key.Hint,
            Role = RoleName(key.Role),
            Status = key.RevokedAt is not null ? "revoked" : key.IsActive(now) ? "active" : "expired",
            IsFixed = key.IsFixed,
            DailyBudgetUsd = key.Limits.DailyBudgetUsd,
            MonthlyBudgetUsd = key.Limits.MonthlyBudgetUsd,
            RequestsPerMinute = key.Limits.RequestsPerMinute,
            TokensPerMinute = key.Limits.TokensPerMinute,
            AllowedModels = key.Limits.AllowedModels,
            MayTraceFull = key.MayTraceFull,
            CreatedAt = key.CreatedAt,
            ExpiresAt = key.ExpiresAt,
            RevokedAt = key.RevokedAt,
            SpentTodayUsd = day,
            SpentMonthUsd = month,
        };
    }

    public static string RoleName(KeyRole role) => role switch
    {
        KeyRole.Admin => "admin",
        KeyRole.Member => "member",
        _ => "call-only",
    };

    public static KeyRole? RoleOf(string? name) => name switch
    {
        "admin" => KeyRole.Admin,
        "member" => KeyRole.Member,
        "call-only" => KeyRole.CallOnly,
        _ => null,
    };
}
