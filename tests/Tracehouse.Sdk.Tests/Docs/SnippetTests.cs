using System.Runtime.CompilerServices;
using Xunit;

namespace Tracehouse.Sdk.Tests.Docs;

/// <summary>What the guide shows is compiled: every line of it is a line of a sample.</summary>
public sealed class SnippetTests
{
    [Theory]
    [InlineData("docs/dotnet.md")]
    [InlineData("README.md")]
    public void Every_line_of_csharp_is_in_a_sample(string page)
    {
        var root = Root();
        var samples = Directory.EnumerateFiles(Path.Combine(root, "samples"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal);
        var shown = CSharpOf(File.ReadAllLines(Path.Combine(root, page))).ToList();
        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Contains(line, samples));
    }

    [Fact]
    public void Every_setting_is_in_the_guide()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs/dotnet.md"));
        Assert.All(typeof(TracehouseOptions).GetProperties(), setting => Assert.Contains($"`{setting.Name}`", page));
    }

    private static IEnumerable<string> CSharpOf(string[] lines)
    {
        var isShown = false;
        foreach (var line in lines)
        {
            isShown = line.StartsWith("```", StringComparison.Ordinal) ? line == "```csharp" : isShown;
            if (isShown && line.Trim() is { Length: > 0 } code && !code.StartsWith("```", StringComparison.Ordinal))
            {
                yield return code;
            }
        }
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
