using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>A version of a prompt, as clients read it.</summary>
internal sealed record PromptBody
{
    public required string Id { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required string ProjectId { get; init; }

    public string CreatedBy { get; init; } = "API";

    public required string Name { get; init; }

    public required int Version { get; init; }

    public required string Type { get; init; }

    public required JsonElement Prompt { get; init; }

    public JsonElement? Config { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public string? CommitMessage { get; init; }

    /// <summary>Which prompts it was made of; null when of none.</summary>
    public PromptGraph? ResolutionGraph { get; init; }

    public bool IsActive => Labels.Contains("production");

    public static PromptBody From(FoundPrompt found) => new()
    {
        Id = found.Version.Value.Id,
        CreatedAt = found.Version.Entity.CreatedAt,
        UpdatedAt = found.Head.Entity.ChangedAt,
        ProjectId = found.Head.Entity.Project.Value,
        Name = found.Name,
        Version = found.Version.Value.Number,
        Type = found.Head.Value.Type,
        Prompt = found.Version.Value.Prompt,
        Config = found.Version.Value.Config ?? PromptJson.EmptyConfig,
        Labels = found.Head.Value.LabelsOf(found.Version.Value.Number),
        Tags = found.Head.Value.Tags,
        CommitMessage = found.Version.Value.CommitMessage,
    };
}

/// <summary>A prompt in a list.</summary>
internal sealed record PromptMeta(
    string Name, string Type, IReadOnlyList<int> Versions, IReadOnlyList<string> Labels, IReadOnlyList<string> Tags, DateTimeOffset LastUpdatedAt, JsonElement? LastConfig);

/// <summary>A page of prompts; where it is in the list is told twice, for clients of old.</summary>
internal sealed record PromptList(IReadOnlyList<PromptMeta> Data, PageMeta Meta, PageMeta Pagination);

/// <summary>Which prompts a prompt was made of.</summary>
internal sealed record PromptGraph(PromptNode Root, IReadOnlyDictionary<string, IReadOnlyList<PromptNode>> Dependencies);

/// <summary>A prompt among those that another is made of.</summary>
internal sealed record PromptNode(string Id, string Name, int Version);

/// <summary>The body of <c>PATCH v2/prompts/{name}/versions/{version}</c>.</summary>
internal sealed record LabelsRequest(IReadOnlyList<string>? NewLabels);

[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(LabelsRequest))]
[JsonSerializable(typeof(PromptBody))]
[JsonSerializable(typeof(PromptHead))]
[JsonSerializable(typeof(PromptList))]
[JsonSerializable(typeof(PromptRequest))]
[JsonSerializable(typeof(PromptVersion))]
internal sealed partial class PromptJson : JsonSerializerContext
{
    public static PromptJson Readable { get; } = new(LangfuseJson.NewOptions());

    /// <summary>What a prompt without a configuration has.</summary>
    public static JsonElement EmptyConfig { get; } = System.Text.Json.JsonElement.Parse("{}");
}
