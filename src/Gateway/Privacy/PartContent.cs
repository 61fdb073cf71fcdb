using System.Text.Json.Nodes;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Privacy;

/// <summary>Takes what was said out of a part of a span, and leaves names, times, counts and metadata.</summary>
internal static class PartContent
{
    private const string Known = "langfuse.";
    private static readonly string[] Said = [".input", ".output", ".status_message", ".model.parameters"];

    public static Utf8Text Remove(Utf8Text fields)
    {
        var all = JsonNode.Parse(fields.Bytes.Span) as JsonObject ?? [];
        if (all[PartFields.Attributes] is JsonObject attributes)
        {
            foreach (var name in attributes.Select(attribute => attribute.Key).Where(MaySay).ToList())
            {
                attributes.Remove(name);
            }
        }

        return Utf8Text.From(all.ToJsonString());
    }

    /// <summary>An attribute of another name may hold anything.</summary>
    private static bool MaySay(string name) =>
        !name.StartsWith(Known, StringComparison.Ordinal) || Said.Any(end => name.EndsWith(end, StringComparison.Ordinal));
}
