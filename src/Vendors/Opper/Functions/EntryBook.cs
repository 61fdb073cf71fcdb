using System.Text.Json;
using Tracehouse.Datasets.Items;
using Tracehouse.Records;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Functions;

/// <summary>Entries of datasets, as Opper's clients write them.</summary>
internal sealed class EntryBook(DatasetBook datasets)
{
    public async Task<bool> HasAsync(ProjectId project, string dataset, CancellationToken stop) => await datasets.FindAsync(project, dataset, stop) is not null;

    public Task<DatasetItem?> FindAsync(ProjectId project, string dataset, string id, CancellationToken stop) => datasets.FindItemAsync(project, id, dataset, stop);

    public Task<DatasetPage<DatasetItem>> ListAsync(ProjectId project, string dataset, Window window, CancellationToken stop) =>
        datasets.ListItemsAsync(new ItemQuery(project, dataset) { IsOldestFirst = true, Offset = window.Offset, Limit = window.Limit }, stop);

    /// <summary>Adds an entry, or changes the one that is given. The faults are those of the fields, and then nothing is kept.</summary>
    public async Task<DatasetItem?> SaveAsync(ProjectId project, string dataset, Fields fields, DatasetItem? known, CancellationToken stop)
    {
        if (known is null && !fields.Has("input"))
        {
            fields.Blame<string>("'input' is missing: what goes in.");
        }

        var item = (known ?? new DatasetItem { DatasetId = dataset }) with
        {
            Input = Or(fields.Any("input"), known?.Input),
            Output = Or(fields.Any("output"), known?.Output),
            ExpectedOutput = Or(fields.Any("expected"), known?.ExpectedOutput),
            Comment = fields.Text("comment") ?? known?.Comment,
            SourceTraceId = fields.Id("trace_id") ?? known?.SourceTraceId,
            SourceSpanId = fields.Id("span_id") ?? known?.SourceSpanId,
        };
        return fields.Fault.Length > 0 ? null : (await datasets.SaveItemsAsync(project, [item], stop))[0];
    }

    public Task<bool> RemoveAsync(ProjectId project, string id, CancellationToken stop) => datasets.RemoveItemAsync(project, id, stop);

    private static JsonElement? Or(JsonElement said, JsonElement? known) => said.ValueKind == JsonValueKind.Undefined ? known : said;
}
