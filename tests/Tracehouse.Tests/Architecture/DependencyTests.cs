using System.Xml.Linq;
using Xunit;

namespace Tracehouse.Tests.Architecture;

public sealed class DependencyTests
{
    /// <summary>The picture in ARCHITECTURE.md; an arrow is added here and there in the same change.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Records"] = [],
        ["Payloads"] = [],
        ["Engine"] = [],
        ["Gateway"] = ["Payloads", "Records"],
        ["Ingest"] = ["Records"],
        ["Store"] = ["Payloads", "Records"],
        ["Query"] = ["Payloads", "Records", "Store"],
        ["Ui"] = ["Datasets", "Query", "Records"],
        ["Datasets"] = ["Query", "Records"],
        ["Vendors"] = ["Datasets", "Ingest", "Payloads", "Query", "Records"],
        ["Sdk"] = ["Sdk.Generators"],
        ["Sdk.Generators"] = [],
        ["Server"] = ["Datasets", "Engine", "Gateway", "Ingest", "Query", "Records", "Store", "Ui", "Vendors"],
    };

    [Fact]
    public void Projects_reference_what_the_picture_shows_and_nothing_else()
    {
        var actual = SourceTree.Files("*.csproj", "src").ToDictionary(
            project => Path.GetFileName(Path.GetDirectoryName(project)!),
            project => XDocument.Parse(SourceTree.Read(project)).Descendants("ProjectReference")
                .Select(reference => Path.GetFileName(Path.GetDirectoryName(reference.Attribute("Include")!.Value)!)).Order().ToArray());

        Assert.Equal(Allowed.Keys.Order(), actual.Keys.Order());
        foreach (var (project, references) in Allowed)
        {
            Assert.True(references.SequenceEqual(actual[project]), $"{project} references [{string.Join(", ", actual[project])}], the picture has [{string.Join(", ", references)}]");
        }
    }
}
