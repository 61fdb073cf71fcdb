using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Projects;

/// <summary>The projects that a key opens: always one.</summary>
internal sealed record ProjectList(IReadOnlyList<ProjectAnswer> Data);

/// <summary>A project.</summary>
internal sealed record ProjectAnswer(string Id, string Name, OrganizationAnswer Organization, IReadOnlyDictionary<string, string> Metadata, int? RetentionDays);

/// <summary>What projects belong to; there is one here.</summary>
internal sealed record OrganizationAnswer(string Id, string Name);

/// <summary>The projects of the organisation that a key opens: always one.</summary>
internal sealed record OrganizationProjectList(IReadOnlyList<OrganizationProject> Projects);

/// <summary>A project, as organisations list it. Nobody noted when it was made.</summary>
internal sealed record OrganizationProject(string Id, string Name, IReadOnlyDictionary<string, string> Metadata, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>That the server lives, and which version of Langfuse's API it speaks.</summary>
internal sealed record HealthAnswer(string Status, string Version);

[JsonSerializable(typeof(ProjectList))]
[JsonSerializable(typeof(OrganizationProjectList))]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class ProjectsJson : JsonSerializerContext
{
    /// <summary>As Langfuse writes it.</summary>
    public static ProjectsJson Readable { get; } = new(LangfuseJson.NewOptions());
}
