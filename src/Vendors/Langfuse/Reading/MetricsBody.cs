using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>A row for each group that was measured.</summary>
internal sealed record MetricsBody(IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Data);

/// <summary>What was done on a day.</summary>
internal sealed record DailyBody
{
    public required string Date { get; init; }

    public required long CountTraces { get; init; }

    public required long CountObservations { get; init; }

    public required decimal TotalCost { get; init; }

    public required IReadOnlyList<DailyUsage> Usage { get; init; }
}

/// <summary>What was done with one model on a day.</summary>
internal sealed record DailyUsage
{
    public required string? Model { get; init; }

    public required long InputUsage { get; init; }

    public required long OutputUsage { get; init; }

    public required long TotalUsage { get; init; }

    public required double TotalCost { get; init; }

    public required long CountObservations { get; init; }

    public required long CountTraces { get; init; }
}
