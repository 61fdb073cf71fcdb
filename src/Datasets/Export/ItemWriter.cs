using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Tracehouse.Datasets.Items;

namespace Tracehouse.Datasets.Export;

/// <summary>Writes items in the forms that are lines of text.</summary>
internal static class ItemWriter
{
    private static readonly string[] Columns = ["id", "input", "expected_output", "output", "metadata", "comment", "source_trace_id", "source_span_id", "created_at"];

    /// <summary>Writes items as they come, and answers how many could not be said in this form.</summary>
    public static async Task<int> WriteLinesAsync(IAsyncEnumerable<DatasetItem> items, ExportFormat format, Stream output, CancellationToken stop)
    {
        var skipped = 0;
        using var line = new MemoryStream();
        await foreach (var item in items.WithCancellation(stop))
        {
            line.SetLength(0);
            if (!TryWrite(item, format, line))
            {
                skipped++;
                continue;
            }

            line.WriteByte((byte)'\n');
            await output.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), stop);
        }

        return skipped;
    }

    /// <summary>Writes items as they come, below a line of names.</summary>
    public static async Task WriteCsvAsync(IAsyncEnumerable<DatasetItem> items, Stream output, CancellationToken stop)
    {
        // A spreadsheet would run a field that looks like a formula, and what is in here was said by anybody.
        await using var csv = CsvWriter.Create(output, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true);
        await csv.WriteRecordAsync(Columns, stop);
        await foreach (var item in items.WithCancellation(stop))
        {
            await csv.WriteRecordAsync([
                item.Id, Text(item.Input), Text(item.ExpectedOutput), Text(item.Output), Text(item.Metadata), item.Comment ?? "", item.SourceTraceId ?? "", item.SourceSpanId ?? "",
                item.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)], stop);
        }
    }

    private static bool TryWrite(DatasetItem item, ExportFormat format, Stream line)
    {
        using var json = new Utf8JsonWriter(line);
        if (format == ExportFormat.Chat)
        {
            return ChatLine.TryWrite(item, json);
        }

        JsonSerializer.Serialize(json, item, DatasetJson.Default.DatasetItem);
        return true;
    }

    /// <summary>Text as it is, anything else as JSON.</summary>
    private static string Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } other => other.GetRawText(),
    };
}
