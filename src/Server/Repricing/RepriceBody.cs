using System.Globalization;
using System.Text.Json.Serialization;
using Tracehouse.Query.Http;
using Tracehouse.Records;
using Tracehouse.Store.Repricing;

namespace Tracehouse.Server.Repricing;

/// <summary>What <c>POST /v1/prices/reprice</c> is asked for. Everything may be left out.</summary>
internal sealed record RepriceBody
{
    [JsonPropertyName("from")]
    public string? From { get; init; }

    [JsonPropertyName("to")]
    public string? To { get; init; }

    [JsonPropertyName("model")]
    public string? Model { get; init; }

    [JsonPropertyName("provider")]
    public string? Provider { get; init; }

    [JsonPropertyName("only_unpriced")]
    public bool IsOnlyUnpriced { get; init; }

    [JsonPropertyName("dry_run")]
    public bool IsDryRun { get; init; }

    /// <summary>False when a time is none; then the fault says which.</summary>
    public bool TryRead(ProjectId project, out RepriceRequest request, out string fault)
    {
        request = new RepriceRequest(project) { Model = Model ?? "", Provider = Provider ?? "", IsOnlyUnpriced = IsOnlyUnpriced, IsDryRun = IsDryRun };
        var isSince = TryReadTime(From, request.Since, out var since);
        var isUntil = TryReadTime(To, request.Until, out var until);
        request = request with { Since = since, Until = until };
        fault = isSince && isUntil ? "" : $"'{(isSince ? "to" : "from")}' is \"{(isSince ? To : From)}\"; it must be a time such as 2026-11-01 or 2026-11-01T08:00:00Z.";
        return fault.Length == 0;
    }

    private static bool TryReadTime(string? text, DateTimeOffset usual, out DateTimeOffset time)
    {
        time = usual;
        return string.IsNullOrEmpty(text) || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}

[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RepriceBody))]
[JsonSerializable(typeof(RepriceProgress))]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class RepricingJson : JsonSerializerContext;
