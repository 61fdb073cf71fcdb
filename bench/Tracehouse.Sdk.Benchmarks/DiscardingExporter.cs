using System.Diagnostics;
using OpenTelemetry;

namespace Tracehouse.Sdk.Benchmarks;

/// <summary>Takes everything at once and keeps nothing, so that what is measured is the application's side.</summary>
internal sealed class DiscardingExporter : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (var activity in batch)
        {
            _ = activity.Duration;
        }

        return ExportResult.Success;
    }
}
