using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Library.Models;

/// <summary>What a request says of a model, and how it is kept.</summary>
internal sealed record ModelRequest
{
    public string? ModelName { get; init; }

    /// <summary>A regular expression for the names that calls have.</summary>
    public string? MatchPattern { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public string? Unit { get; init; }

    public decimal? InputPrice { get; init; }

    public decimal? OutputPrice { get; init; }

    public decimal? TotalPrice { get; init; }

    public IReadOnlyList<TierRequest>? PricingTiers { get; init; }

    public string? TokenizerId { get; init; }

    public JsonElement? TokenizerConfig { get; init; }
}

/// <summary>Prices that hold under conditions, as a request says them.</summary>
internal sealed record TierRequest
{
    public string? Name { get; init; }

    public bool? IsDefault { get; init; }

    public int? Priority { get; init; }

    public IReadOnlyList<JsonElement>? Conditions { get; init; }

    public IReadOnlyDictionary<string, decimal>? Prices { get; init; }
}

/// <summary>A model, as clients read it. Prices are US dollars for one unit.</summary>
internal sealed record ModelBody
{
    public required string Id { get; init; }

    public required string ModelName { get; init; }

    public required string MatchPattern { get; init; }

    public DateTimeOffset? StartDate { get; init; }

    public string? Unit { get; init; }

    public decimal? InputPrice { get; init; }

    public decimal? OutputPrice { get; init; }

    public decimal? TotalPrice { get; init; }

    public string? TokenizerId { get; init; }

    public JsonElement? TokenizerConfig { get; init; }

    /// <summary>True for a model of our own list of prices.</summary>
    public required bool IsLangfuseManaged { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required IReadOnlyDictionary<string, ModelPriceBody> Prices { get; init; }

    public required IReadOnlyList<TierBody> PricingTiers { get; init; }
}

/// <summary>A price, in US dollars for one unit.</summary>
internal sealed record ModelPriceBody(decimal Price);

/// <summary>Prices that hold under conditions.</summary>
internal sealed record TierBody(string Id, string Name, bool IsDefault, int Priority, IReadOnlyList<JsonElement> Conditions, IReadOnlyDictionary<string, decimal> Prices);

/// <summary>A page of models.</summary>
internal sealed record ModelList(IReadOnlyList<ModelBody> Data, PageMeta Meta);

[JsonSerializable(typeof(ModelBody))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelRequest))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    public static ModelJson Readable { get; } = new(LangfuseJson.NewOptions());
}
