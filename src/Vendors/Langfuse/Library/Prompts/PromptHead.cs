using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Library.Prompts;

/// <summary>What is true of a prompt whatever the version. A label is on one version only because it is kept here.</summary>
internal sealed record PromptHead
{
    /// <summary>The label that the newest version always has.</summary>
    public const string Latest = "latest";

    /// <summary><c>text</c> or <c>chat</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The versions that there are, in order.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    /// <summary>The version that each label is on.</summary>
    public required IReadOnlyDictionary<string, int> Labels { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>That of the newest version, for lists.</summary>
    public JsonElement? LastConfig { get; init; }

    /// <summary>The labels of a version.</summary>
    public IReadOnlyList<string> LabelsOf(int version) => [.. Labels.Where(label => label.Value == version).Select(label => label.Key).Order(StringComparer.Ordinal)];

    /// <summary>With labels put on a version, and taken off the others.</summary>
    public PromptHead With(IEnumerable<string> labels, int version)
    {
        var all = new Dictionary<string, int>(Labels, StringComparer.Ordinal);
        foreach (var label in labels)
        {
            all[label] = version;
        }

        return this with { Labels = all };
    }

    /// <summary>Without some versions and their labels; what is then the newest is labelled so.</summary>
    public PromptHead Without(IReadOnlyCollection<int> versions)
    {
        var left = this with
        {
            Versions = [.. Versions.Except(versions)],
            Labels = Labels.Where(label => !versions.Contains(label.Value)).ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal),
        };
        return left.Versions.Count == 0 ? left : left.With([Latest], left.Versions[^1]);
    }
}
