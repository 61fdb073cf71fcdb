using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Takes what was said out of a part of a span, and leaves names, times, counts and metadata.</summary>
internal static class PartContent
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };
    private static readonly string[] Known = ["langfuse.", "opper.", "gen_ai.request.model", "gen_ai.response.model", "gen_ai.provider.name"];
    private static readonly string[] KeptSayings = ["attempts", "events", "attributes"];
    private static readonly string[] Said = [".input", ".output", ".status_message", ".model.parameters"];

    public static Utf8Text Remove(Utf8Text fields)
    {
        var all = JsonNode.Parse(fields.Bytes.Span, documentOptions: Deep) as JsonObject ?? [];
        if (all[PartFields.Attributes] is JsonObject attributes)
        {
            foreach (var name in attributes.Select(attribute => attribute.Key).Where(MaySay).ToList())
            {
                attributes.Remove(name);
            }
        }

        if (all[PartFields.Kept] is JsonObject kept)
        {
            foreach (var name in KeptSayings)
            {
                kept.Remove(name);
            }
        }

        return Utf8Text.From(all.ToJsonString());
    }

    /// <summary>An attribute of another name may hold anything.</summary>
    private static bool MaySay(string name) =>
        !Known.Any(start => name.StartsWith(start, StringComparison.Ordinal)) || Said.Any(end => name.EndsWith(end, StringComparison.Ordinal));
}
