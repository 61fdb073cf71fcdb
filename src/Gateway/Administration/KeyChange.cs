using System.Text.Json;
using Tracehouse.Gateway.Keys;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Administration;

/// <summary>Reads what somebody wants of a key. A property that is not there stays as it is, and null takes a limit away.</summary>
internal static class KeyChange
{
    private const int NameCharactersMax = 200;
    private const int ModelsMax = 200;
    private const int ModelCharactersMax = 200;

    private static readonly Dictionary<string, string> Wanted = new()
    {
        ["project"] = $"a name of 1 to {ProjectId.LengthMax} characters",
        ["name"] = $"a text of up to {NameCharactersMax} characters",
        ["role"] = "admin, member or call-only",
        ["daily_budget_usd"] = "a number from 0, or null",
        ["monthly_budget_usd"] = "a number from 0, or null",
        ["requests_per_minute"] = "a whole number from 0, or null",
        ["tokens_per_minute"] = "a whole number from 0, or null",
        ["allowed_models"] = $"a list of up to {ModelsMax} names of up to {ModelCharactersMax} characters, with * for any text, or null",
        ["may_trace_full"] = "true or false",
        ["expires_at"] = "a time such as 2027-01-01T00:00:00Z, or null",
    };

    /// <summary>The key with the changes, or what is wrong with them.</summary>
    public static (ApiKey Key, KeyFault? Fault) Apply(ApiKey key, JsonElement changes, bool isNew)
    {
        if (changes.ValueKind != JsonValueKind.Object)
        {
            return (key, new KeyFault("The body must be a JSON object."));
        }

        foreach (var change in changes.EnumerateObject())
        {
            var next = change.Name switch
            {
                "project" when isNew => Project(key, change.Value),
                "name" => change.Value.ValueKind == JsonValueKind.String && change.Value.GetString() is { Length: <= NameCharactersMax } name ? key with { Name = name } : null,
                "role" => change.Value.ValueKind == JsonValueKind.String && KeyView.RoleOf(change.Value.GetString()) is { } role ? key with { Role = role } : null,
                "daily_budget_usd" => Money(change.Value, out var usd) ? key with { Limits = key.Limits with { DailyBudgetUsd = usd } } : null,
                "monthly_budget_usd" => Money(change.Value, out var usd) ? key with { Limits = key.Limits with { MonthlyBudgetUsd = usd } } : null,
                "requests_per_minute" => Count(change.Value, out var count) ? key with { Limits = key.Limits with { RequestsPerMinute = count } } : null,
                "tokens_per_minute" => Count(change.Value, out var count) ? key with { Limits = key.Limits with { TokensPerMinute = count } } : null,
                "allowed_models" => Models(key, change.Value),
                "may_trace_full" => change.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? key with { MayTraceFull = change.Value.GetBoolean() } : null,
                "expires_at" => Expiry(key, change.Value),
                _ => null,
            };
            if (next is null)
            {
                return (key, FaultOf(change.Name, isNew));
            }

            key = next;
        }

        return (key, null);
    }

    private static KeyFault FaultOf(string name, bool isNew) => Wanted.TryGetValue(name, out var wanted) && (isNew || name != "project")
        ? new KeyFault($"{name} must be {wanted}.", name)
        : new KeyFault($"There is no property {name} here. There are: {string.Join(", ", Wanted.Keys.Where(known => isNew || known != "project"))}.", name);

    private static ApiKey? Project(ApiKey key, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && ProjectId.TryParse(value.GetString(), out var project) ? key with { Project = project } : null;

    private static bool Money(JsonElement value, out decimal? usd)
    {
        usd = null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount) && amount >= 0)
        {
            usd = amount;
        }

        return usd is not null || value.ValueKind == JsonValueKind.Null;
    }

    private static bool Count(JsonElement value, out int? count)
    {
        count = null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0)
        {
            count = number;
        }

        return count is not null || value.ValueKind == JsonValueKind.Null;
    }

    private static ApiKey? Models(ApiKey key, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return key with { Limits = key.Limits with { AllowedModels = [] } };
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > ModelsMax)
        {
            return null;
        }

        var names = value.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString()!.Trim() : "").ToList();
        return names.All(name => name.Length is > 0 and <= ModelCharactersMax) ? key with { Limits = key.Limits with { AllowedModels = names } } : null;
    }

    private static ApiKey? Expiry(ApiKey key, JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? key with { ExpiresAt = null }
        : value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? key with { ExpiresAt = time.ToUniversalTime() }
        : null;
}
