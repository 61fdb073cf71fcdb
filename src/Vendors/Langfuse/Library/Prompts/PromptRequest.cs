using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>The body of <c>POST v2/prompts</c>.</summary>
internal sealed partial record PromptRequest
{
    private const int NameCharactersMax = 255;
    private const int TextCharactersMax = 500;

    public string? Name { get; init; }

    public string? Type { get; init; }

    public JsonElement Prompt { get; init; }

    public JsonElement? Config { get; init; }

    public IReadOnlyList<string>? Labels { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? CommitMessage { get; init; }

    /// <summary>How clients of old asked for the label <c>production</c>.</summary>
    public bool? IsActive { get; init; }

    public bool IsChat => Type == "chat";

    /// <summary>The labels to put on the new version.</summary>
    public IEnumerable<string> AllLabels => [.. Labels ?? [], .. IsActive == true ? ["production"] : Array.Empty<string>(), PromptHead.Latest];

    /// <summary>The answer to what is wrong with it; null when nothing is.</summary>
    public IResult? FindFault() =>
        string.IsNullOrWhiteSpace(Name) ? Refuse.InvalidField("name", "'name' is missing: a prompt needs one.")
        : Name.Length > NameCharactersMax || Name.Contains('|') ? Refuse.InvalidField("name", $"'name' may have {NameCharactersMax} characters, and no '|'.")
        : Type is not (null or "text" or "chat") ? Refuse.InvalidField("type", $"'type' is '{Type}'; it must be text or chat.")
        : IsChat ? FindMessageFault() ?? FindRestFault()
        : Prompt.ValueKind != JsonValueKind.String ? Refuse.InvalidField("prompt", "'prompt' must be a text; a list of messages needs the type chat.")
        : FindRestFault();

    /// <summary>Null when each of them can be a label.</summary>
    public static IResult? FindLabelFault(IReadOnlyList<string?> labels, string field)
    {
        foreach (var label in labels)
        {
            if (label is null || !LabelForm().IsMatch(label))
            {
                return Refuse.InvalidField(field, $"'{label}' is no label: those have up to 36 of a-z, 0-9, '_', '-' and '.'.");
            }
        }

        return null;
    }

    private IResult? FindRestFault() =>
        FindLabelFault(Labels ?? [], "labels")
        ?? ((Tags ?? []).Any(tag => tag is null or { Length: 0 or > TextCharactersMax }) ? Refuse.InvalidField("tags", $"A tag is a text of up to {TextCharactersMax} characters.") : null)
        ?? (CommitMessage?.Length > TextCharactersMax ? Refuse.InvalidField("commitMessage", $"'commitMessage' may have {TextCharactersMax} characters.") : null);

    private IResult? FindMessageFault()
    {
        if (Prompt.ValueKind != JsonValueKind.Array)
        {
            return Refuse.InvalidField("prompt", "'prompt' must be a list of messages and placeholders, as the type is chat.");
        }

        var index = 0;
        foreach (var message in Prompt.EnumerateArray())
        {
            var isPlaceholder = message.ValueKind == JsonValueKind.Object && message.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("placeholder");
            foreach (var field in isPlaceholder ? (string[])["name"] : ["role", "content"])
            {
                if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty(field, out var value) || value.ValueKind != JsonValueKind.String)
                {
                    return Refuse.InvalidField($"prompt.{index}.{field}", $"'{field}' must be a text: a message has a role and a content, a placeholder the type placeholder and a name.");
                }
            }

            index++;
        }

        return null;
    }

    [GeneratedRegex(@"^[a-z0-9_\-.]{1,36}$", RegexOptions.CultureInvariant)]
    private static partial Regex LabelForm();
}
