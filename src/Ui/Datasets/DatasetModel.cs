using Tracehouse.Datasets.Items;

namespace Tracehouse.Ui.Datasets;

/// <summary>What a page of datasets shows.</summary>
public sealed record DatasetModel
{
    /// <summary>How many lines a page has.</summary>
    public const int Limit = 50;

    /// <summary>The datasets of the list.</summary>
    public DatasetPage<Dataset>? Datasets { get; init; }

    /// <summary>The dataset whose page it is; null on the list, and when there is none.</summary>
    public Dataset? Dataset { get; init; }

    /// <summary>Some of its items, the oldest first.</summary>
    public DatasetPage<DatasetItem>? Items { get; init; }

    /// <summary>The id that was asked for; empty on the list.</summary>
    public string Id { get; init; } = "";

    /// <summary>How many lines were passed over.</summary>
    public int Start { get; init; }

    /// <summary>Why there is nothing to show; empty when there is.</summary>
    public string Outage { get; init; } = "";
}
