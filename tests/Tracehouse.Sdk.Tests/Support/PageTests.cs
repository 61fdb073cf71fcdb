using System.Text.RegularExpressions;
using Xunit;

namespace Tracehouse.Sdk.Tests.Support;

/// <summary>What the pages show in C# is what is compiled and run.</summary>
public sealed partial class PageTests
{
    [Theory]
    [InlineData("from-langfuse.md", "FromLangfuse")]
    [InlineData("observe.md", "FromLangfuse")]
    [InlineData("from-opentracy.md", "FromOpenTracy")]
    [InlineData("from-opper.md", "FromOpper")]
    [InlineData("from-neuraltrust.md", "FromNeuralTrust")]
    [InlineData("scores.md", "Judging")]
    public void Every_line_of_a_block_stands_in_its_sample_in_the_same_order(string page, string sample)
    {
        var root = Root();
        var files = Directory.EnumerateFiles(Path.Combine(root, "samples", sample), "*.cs").Order(StringComparer.Ordinal);
        var lines = files.SelectMany(File.ReadAllLines).Select(line => line.Trim()).ToList();
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(root, "docs", page))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(blocks);
        foreach (var block in blocks)
        {
            var at = 0;
            foreach (var line in block.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                at = lines.IndexOf(line, at) + 1;
                Assert.True(at > 0, $"docs/{page} shows what samples/{sample} does not have, or not there: {line}");
            }
        }
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Tracehouse.slnx")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
