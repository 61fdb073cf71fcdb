using System.Buffers;
using System.Text.Json;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Transcripts;

namespace Tracehouse.Ui.Trees;

/// <summary>A tree as columns of JSON: names are written once and times as offsets, so that tens of thousands of spans are a few hundred kilobytes.</summary>
internal static class TreeColumns
{
    public static ReadOnlyMemory<byte> Write(TraceTree tree)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var first = tree.Spans.Count == 0 ? default : tree.Spans.Min(span => span.StartTime);
        json.WriteStartObject();
        json.WriteNumber("count", tree.SpanCount);
        json.WriteNumber("start", (first - DateTimeOffset.UnixEpoch).TotalMilliseconds);
        Column(json, "ids", tree, (to, span) => to.WriteStringValue(span.SpanId));
        Column(json, "parents", tree, (to, span) => to.WriteNumberValue(span.Parent));
        Column(json, "below", tree, (to, span) => to.WriteNumberValue(span.Below));
        Column(json, "starts", tree, (to, span) => to.WriteNumberValue(Thousandths((span.StartTime - first).TotalMilliseconds)));
        Column(json, "took", tree, (to, span) => to.WriteNumberValue(Thousandths(span.LatencyMs)));
        Column(json, "firsts", tree, (to, span) => Number(to, span.FirstTokenMs is { } wait ? Thousandths(wait) : null));
        Column(json, "tokens", tree, (to, span) => Number(to, Sum(span.Total)));
        Column(json, "costs", tree, (to, span) => Number(to, (double?)span.Total.CostUsd));
        Words(json, "kind", tree, span => span.Kind);
        Words(json, "name", tree, span => span.Name);
        Words(json, "model", tree, span => span.Model);
        Words(json, "state", tree, StateOf);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Column(Utf8JsonWriter json, string name, TraceTree tree, Action<Utf8JsonWriter, TreeSpan> write)
    {
        json.WriteStartArray(name);
        foreach (var span in tree.Spans)
        {
            write(json, span);
        }

        json.WriteEndArray();
    }

    /// <summary>Each word once, and for every span the place of its word.</summary>
    private static void Words(Utf8JsonWriter json, string name, TraceTree tree, Func<TreeSpan, string> word)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        Column(json, name, tree, (to, span) =>
        {
            if (!places.TryGetValue(word(span), out var place))
            {
                places[word(span)] = place = places.Count;
            }

            to.WriteNumberValue(place);
        });
        json.WriteStartArray(name + "Words");
        foreach (var each in places.Keys)
        {
            json.WriteStringValue(each);
        }

        json.WriteEndArray();
    }

    private static string StateOf(TreeSpan span) => TreeShape.HasFailed(span) ? "error" : span.Level == "warning" ? "warning" : "";

    private static long? Sum(TreeTotals total) => total is { InputTokens: null, OutputTokens: null } ? null : (total.InputTokens ?? 0) + (total.OutputTokens ?? 0);

    private static double Thousandths(double value) => double.IsFinite(value) ? Math.Round(value, 3) : 0;

    private static void Number(Utf8JsonWriter json, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
