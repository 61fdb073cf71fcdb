using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>Fills in the prompts that a prompt is made of: <c>@@@langfusePrompt:name=NAME|label=LABEL@@@</c>, or a version instead of the label.</summary>
internal sealed partial class PromptComposition(PromptBook book, ProjectId project, PromptOptions options)
{
    private readonly Dictionary<string, IReadOnlyList<PromptNode>> _graph = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FoundPrompt?> _found = new(StringComparer.Ordinal);

    /// <summary>Why it could not be done, for people; empty while it can.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>The same prompt with everything filled in. Whether that could be done says <see cref="Fault"/>.</summary>
    public async Task<JsonElement> FillAsync(JsonElement prompt, PromptNode root, CancellationToken stop)
    {
        if (prompt.ValueKind == JsonValueKind.String)
        {
            return Text(await FillAsync(prompt.GetString()!, root, [root.Name], stop));
        }

        var messages = JsonArray.Create(prompt)!;
        foreach (var message in messages)
        {
            if (message is JsonObject one && one["content"] is JsonValue content && content.TryGetValue<string>(out var text))
            {
                one["content"] = await FillAsync(text, root, [root.Name], stop);
            }
        }

        return JsonSerializer.SerializeToElement(messages, PromptJson.Readable.JsonArray);
    }

    /// <summary>What it was made of; null when of nothing.</summary>
    public PromptGraph? Graph(PromptNode root) => _graph.Count == 0 ? null : new PromptGraph(root, _graph);

    private async Task<string> FillAsync(string text, PromptNode parent, IReadOnlyList<string> way, CancellationToken stop)
    {
        var filled = new StringBuilder();
        var end = 0;
        foreach (Match tag in Tag().Matches(text))
        {
            filled.Append(text, end, tag.Index - end);
            end = tag.Index + tag.Length;
            if (await FindAsync(tag, way, stop) is not { } part)
            {
                return text;
            }

            var node = new PromptNode(part.Version.Value.Id, part.Name, part.Version.Value.Number);
            var known = _graph.GetValueOrDefault(parent.Id) ?? [];
            _graph[parent.Id] = known.Contains(node) ? known : [.. known, node];
            filled.Append(await FillAsync(part.Version.Value.Prompt.GetString()!, node, [.. way, part.Name], stop));
            if (Fault.Length == 0 && filled.Length > options.PromptCharactersMax)
            {
                Fault = $"The prompt is longer than {options.PromptCharactersMax} characters once its parts are filled in (Vendors:Langfuse:PromptCharactersMax).";
            }

            if (Fault.Length > 0)
            {
                return text;
            }
        }

        return filled.Append(text, end, text.Length - end).ToString();
    }

    private async Task<FoundPrompt?> FindAsync(Match tag, IReadOnlyList<string> way, CancellationToken stop)
    {
        var name = tag.Groups["name"].Value;
        var version = tag.Groups["version"] is { Success: true } number && int.TryParse(number.Value, out var parsed) ? parsed : (int?)null;
        if (!_found.TryGetValue(tag.Value, out var part))
        {
            _found[tag.Value] = part = await book.FindAsync(project, [name], version, tag.Groups["label"].Value, stop);
        }

        Fault = part is null ? $"Prompt dependency not found: {name} ({tag.Value})."
            : !part.IsText ? $"Prompt dependency '{name}' is not a text prompt."
            : way.Contains(name) ? $"Circular prompt dependency: {string.Join(" > ", way)} > {name}."
            : way.Count > options.PromptDepthMax ? $"The prompt is made of prompts more than {options.PromptDepthMax} deep (Vendors:Langfuse:PromptDepthMax)."
            : "";
        return Fault.Length == 0 ? part : null;
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text, PromptJson.Readable.String);

    [GeneratedRegex(@"@@@langfusePrompt:name=(?<name>[^|@]+)\|(?:version=(?<version>\d+)|label=(?<label>[^|@]+))@@@", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
