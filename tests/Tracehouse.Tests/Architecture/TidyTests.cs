using System.Text.RegularExpressions;
using Xunit;

namespace Tracehouse.Tests.Architecture;

public sealed partial class TidyTests
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 70;

    /// <summary>What may break a rule, with the reason; this list may only shrink.</summary>
    private static readonly HashSet<string> Exceptions = [];

    [Fact]
    public void Files_are_short()
    {
        var long_ = from file in SourceTree.Files("*.cs", "src", "tests", "bench")
                    let lines = SourceTree.Read(file).Count(character => character == '\n')
                    where lines > FileLinesMax && !Exceptions.Contains(file)
                    select $"{file}: {lines}";
        Assert.Empty(long_);
    }

    [Fact]
    public void Methods_are_short()
    {
        var long_ = from file in SourceTree.Files("*.cs", "src", "tests", "bench")
                    from method in MethodsOf(SourceTree.Read(file).Split('\n'))
                    where method.Lines > MethodLinesMax && !Exceptions.Contains($"{file}:{method.Name}")
                    select $"{file}: {method.Name} has {method.Lines} lines";
        Assert.Empty(long_);
    }

    [Fact]
    public void Names_say_the_thing()
    {
        var vague = from file in SourceTree.Files("*.cs", "src")
                    let name = Path.GetFileNameWithoutExtension(file).Split('.')[0]
                    where VagueName().IsMatch(name)
                    select file;
        Assert.Empty(vague);
    }

    [Fact]
    public void Nothing_is_hidden_put_off_or_left_commented_out()
    {
        var unfinished = from file in SourceTree.Files("*.cs", "src", "tests", "bench")
                         from line in SourceTree.Read(file).Split('\n')
                         where Unfinished().IsMatch(line) && !file.EndsWith("TidyTests.cs", StringComparison.Ordinal)
                         select $"{file}: {line.Trim()}";
        Assert.Empty(unfinished);
    }

    [Fact]
    public void Comments_are_sentences()
    {
        var fragments = from file in SourceTree.Files("*.cs", "src", "tests", "bench")
                        from block in CommentsOf(SourceTree.Read(file).Split('\n'))
                        where !(char.IsUpper(block[0]) || char.IsDigit(block[0])) || block[^1] is not ('.' or ':' or '?')
                        select $"{file}: {block}";
        Assert.Empty(fragments);
    }

    private static IEnumerable<(string Name, int Lines)> MethodsOf(string[] lines)
    {
        for (var start = 0; start < lines.Length; start++)
        {
            var head = MethodHead().Match(lines[start]);
            if (!head.Success)
            {
                continue;
            }

            var indent = lines[start].Length - lines[start].TrimStart().Length;
            var end = Array.FindIndex(lines, start + 1, line => line.TrimEnd(';') == new string(' ', indent) + "}" || (start + 1 < lines.Length && line.Length == 0 && lines[start].EndsWith("=>", StringComparison.Ordinal)) || (line.Length > 0 && line.Length - line.TrimStart().Length < indent));
            yield return (head.Groups[1].Value, end - start + 1);
        }
    }

    private static IEnumerable<string> CommentsOf(string[] lines)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            if (!lines[index].TrimStart().StartsWith("// ", StringComparison.Ordinal))
            {
                continue;
            }

            var words = new List<string>();
            for (; index < lines.Length && lines[index].TrimStart().StartsWith("//", StringComparison.Ordinal); index++)
            {
                words.Add(lines[index].Trim().TrimStart('/').Trim());
            }

            yield return string.Join(' ', words).Trim();
        }
    }

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Service|Impl|Base|Wrapper|Processor)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"#region|//\s*(TODO|FIXME|HACK)|NotImplementedException|^\s*//(?!/).*;\s*$|\[Fact\(Skip")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s+(?:public|private|internal|protected)[\w\s<>\[\],.?()]*?\s(\w+)(?:<[\w, ]+>)?\([^;]*$")]
    private static partial Regex MethodHead();
}
