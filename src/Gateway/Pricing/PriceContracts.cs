using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Pricing;

/// <summary>A price in the words of the API.</summary>
internal sealed record PriceBody
{
    public required string Provider { get; init; }

    public required string Model { get; init; }

    /// <summary>Where it comes from: <c>package</c>, <c>url</c>, <c>settings</c> or <c>api</c>.</summary>
    public required string Source { get; init; }

    public required string Version { get; init; }

    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<PriceTier>>? Tiers { get; init; }

    public IReadOnlyList<string>? NotCounted { get; init; }

    public DateTime? ChangedAt { get; init; }

    public static PriceBody From(ListedPrice price) => new()
    {
        Provider = price.Provider,
        Model = price.Model,
        Source = price.Source,
        Version = price.Version,
        Prices = price.Figures,
        Tiers = price.Tiers.Count > 0 ? price.Tiers : null,
        NotCounted = price.NotCounted.Count > 0 ? price.NotCounted : null,
        ChangedAt = price.ChangedAt?.UtcDateTime,
    };
}

/// <summary>The answer of <c>GET /v1/prices</c>.</summary>
internal sealed record PriceList(IReadOnlyList<PriceBody> Prices, int Total, bool HasMore);

/// <summary>The body of a failed answer, in the shape of the rest of the API.</summary>
internal sealed record PriceFault(PriceFaultBody Error);

/// <summary>What went wrong: a word for programs, and a sentence for people.</summary>
internal sealed record PriceFaultBody(string Code, string Message);

[JsonSerializable(typeof(PriceBody))]
[JsonSerializable(typeof(PriceList))]
[JsonSerializable(typeof(PriceFault))]
internal sealed partial class PriceContractsJson : JsonSerializerContext
{
    /// <summary>Leaves text readable: the answers are JSON and never HTML.</summary>
    public static PriceContractsJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
