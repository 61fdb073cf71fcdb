using Mono.Cecil;
using Xunit;

namespace Tracehouse.Tests.Architecture;

public sealed class FolderTests
{
    [Theory]
    [InlineData("Payloads")]
    [InlineData("Records")]
    [InlineData("Engine")]
    [InlineData("Gateway")]
    [InlineData("Ingest")]
    [InlineData("Store")]
    [InlineData("Query")]
    [InlineData("Ui")]
    [InlineData("Datasets")]
    [InlineData("Vendors")]
    public void No_folder_reaches_itself_through_another(string project)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, $"Tracehouse.{project}.dll"));
        var graph = FolderGraph.Of(assembly);
        Assert.NotEmpty(graph);

        var cycle = FolderGraph.FindCycle(graph);
        Assert.True(cycle is null, $"Folder cycle in {project}: {string.Join(" -> ", cycle ?? [])}");
    }

    [Fact]
    public void A_cycle_would_be_found()
    {
        var graph = new SortedDictionary<string, SortedSet<string>> { ["a"] = ["b"], ["b"] = ["c"], ["c"] = ["b"] };
        Assert.Equal(["b", "c", "b"], FolderGraph.FindCycle(graph));
    }
}
