using System.Text.Json;
using Tracehouse.Ingest.GenAi.Fields;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Facts;

/// <summary>Whose span it is: session, user, labels, and the program that made it.</summary>
internal static class OriginReader
{
    public static string? Session(SpanDraft draft) => draft.Take(Field.Session) ?? FromMetadata(draft, "session_id", "sessionId", "thread_id");

    public static string? User(SpanDraft draft) => draft.Take(Field.User) ?? FromMetadata(draft, "user_id", "userId");

    public static string? Environment(SpanDraft draft, IncomingAttributes resource) =>
        draft.Take(Field.Environment) ?? First(resource, "langfuse.environment", "deployment.environment.name", "deployment.environment");

    public static string? Release(SpanDraft draft, IncomingAttributes resource) =>
        draft.Take(Field.Release) ?? First(resource, "langfuse.release", "service.version");

    /// <summary>A list, a list as JSON, text with commas, or names and values.</summary>
    public static IReadOnlyList<string> Tags(SpanDraft draft, int tagsMax, int lengthMax)
    {
        var tags = new List<string>();
        var isWhole = true;
        if (draft.Has(Field.Tags))
        {
            var value = draft.Value(Field.Tags);
            using var json = value.Kind == AttributeKind.String && value.AsString() is ['[', ..] ? JsonText.Parse(value) : null;
            foreach (var tag in value.AsArray() is { } list ? list.Select(item => item.AsString())
                : json is not null ? json.RootElement.EnumerateArray().Select(JsonText.Of)
                : (value.AsString() ?? "").Split(','))
            {
                isWhole &= Add(tags, tag, tagsMax, lengthMax);
            }
        }

        foreach (var entry in draft.Grouped)
        {
            if (entry.Rule.Group == Group.Tags && !entry.Rest.StartsWith("mlflow.", StringComparison.Ordinal))
            {
                isWhole &= Add(tags, $"{entry.Rest}:{entry.Value.AsString()}", tagsMax, lengthMax);
            }
        }

        if (isWhole)
        {
            draft.Use(Field.Tags);
        }

        return tags;
    }

    /// <summary>The prompt that was used and its version.</summary>
    public static (string? Name, string? Version) Prompt(SpanDraft draft)
    {
        var (name, version) = (draft.Take(Field.PromptName), draft.Take(Field.PromptVersion));
        if (name is not null || !draft.Has(Field.PromptLink))
        {
            return (name, version);
        }

        using var json = JsonText.Parse(draft.Value(Field.PromptLink));
        var link = json is { RootElement: { ValueKind: JsonValueKind.Array } list } && list.GetArrayLength() > 0 ? list[0] : json?.RootElement ?? default;
        name = JsonText.FirstText(link, "name");
        version ??= JsonText.First(link, "version") is { } number ? JsonText.Of(number) : null;
        return (name, version);
    }

    public static string? First(IncomingAttributes attributes, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (attributes.TryGet(key, out var value) && value.AsString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    private static string? FromMetadata(SpanDraft draft, params ReadOnlySpan<string> names)
    {
        if (!draft.Has(Field.Metadata))
        {
            return null;
        }

        using var metadata = JsonText.Parse(draft.Value(Field.Metadata));
        return metadata is null ? null : JsonText.FirstText(metadata.RootElement, names);
    }

    /// <summary>False when the label is not kept whole.</summary>
    private static bool Add(List<string> tags, string? tag, int tagsMax, int lengthMax)
    {
        tag = tag?.Trim();
        if (string.IsNullOrEmpty(tag) || tags.Contains(tag))
        {
            return true;
        }

        if (tags.Count >= tagsMax || tag.Length > lengthMax)
        {
            return false;
        }

        tags.Add(tag);
        return true;
    }
}
