using Microsoft.Extensions.Options;
using Tracehouse.Store.Documents;
using Xunit;

namespace Tracehouse.Tests.Store;

/// <summary>What a server remembers of keys and the like when it starts.</summary>
public sealed class DocumentSnapshotTests
{
    [Fact]
    public void File_that_cannot_be_read_is_not_taken_for_one_that_is_not_there()
    {
        var directory = Directory.CreateTempSubdirectory("tracehouse-documents-").FullName;
        Assert.Empty(Read(Path.Combine(directory, "none", "documents.json")));
        var refusal = Assert.Throws<InvalidDataException>(() => Read(directory));
        Assert.Contains("Documents:File", refusal.Message);
    }

    private static object[] Read(string path) => [.. new DocumentSnapshot(Options.Create(new DocumentsOptions { File = path })).Read()];
}
