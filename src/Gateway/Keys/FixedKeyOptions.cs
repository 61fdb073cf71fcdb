using Tracehouse.Records;

namespace Tracehouse.Gateway.Keys;

/// <summary>A key as the operator writes it, under <c>Keys:&lt;n&gt;</c>.</summary>
public sealed class FixedKeyOptions
{
    /// <summary>The project it gives access to.</summary>
    public string Project { get; set; } = "default";

    /// <summary>What people call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The public half of the pair.</summary>
    public string Public { get; set; } = "";

    /// <summary>The secret half, which alone is enough as well.</summary>
    public string Secret { get; set; } = "";

    /// <summary>What its holder may do: <c>Admin</c>, <c>Member</c> or <c>CallOnly</c>.</summary>
    public KeyRole Role { get; set; } = KeyRole.Admin;

    /// <summary>US dollars per day, by UTC.</summary>
    public decimal? DailyBudgetUsd { get; set; }

    /// <summary>US dollars per month, by UTC.</summary>
    public decimal? MonthlyBudgetUsd { get; set; }

    /// <summary>Calls per minute.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Tokens per minute.</summary>
    public int? TokensPerMinute { get; set; }

    /// <summary>Which models may be called, separated by commas, with <c>*</c> for any text.</summary>
    public string AllowedModels { get; set; } = "";

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Whether its holder may have calls kept whole though the server keeps no content.</summary>
    public bool MayTraceFull { get; set; }

    /// <summary>The key that is meant.</summary>
    internal ApiKey ToKey(string number) => new()
    {
        Id = Public.Length > 0 ? Public : $"fixed-{number}",
        Project = ProjectId.TryParse(Project, out var project) ? project : ProjectId.Default,
        Name = Name.Length > 0 ? Name : $"Keys:{number}",
        Public = Public,
        SecretDigest = KeySecret.Digest(Secret),
        Hint = KeySecret.HintOf(Secret),
        Role = Role,
        Limits = new KeyLimits
        {
            DailyBudgetUsd = DailyBudgetUsd,
            MonthlyBudgetUsd = MonthlyBudgetUsd,
            RequestsPerMinute = RequestsPerMinute,
            TokensPerMinute = TokensPerMinute,
            AllowedModels = AllowedModels.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        },
        MayTraceFull = MayTraceFull,
        ExpiresAt = ExpiresAt,
        IsFixed = true,
    };
}
