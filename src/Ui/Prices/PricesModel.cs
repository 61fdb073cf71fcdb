using Tracehouse.Records;

namespace Tracehouse.Ui.Prices;

/// <summary>A page of the list of prices.</summary>
public sealed record PricesModel
{
    public const string Path = "/prices";

    /// <summary>How many prices a page has.</summary>
    public const int Limit = 100;

    /// <summary>The words that were searched for.</summary>
    public string Search { get; init; } = "";

    /// <summary>How many prices come before this page.</summary>
    public int Offset { get; init; }

    public required IReadOnlyList<ListedPrice> Prices { get; init; }

    public required int Total { get; init; }

    /// <summary>The address of the same list from another place on.</summary>
    public string UrlAt(int offset) => $"{Path}?search={Uri.EscapeDataString(Search)}{(offset > 0 ? $"&offset={offset}" : "")}";

    /// <summary>The address of the page of one model.</summary>
    public static string UrlOf(string provider, string model) => $"{Path}/edit?provider={Uri.EscapeDataString(provider)}&model={Uri.EscapeDataString(model)}";
}
