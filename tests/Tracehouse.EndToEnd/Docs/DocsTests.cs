using System.Text.Json;
using System.Text.RegularExpressions;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Docs;

/// <summary>What the documents tell people to type works as they say.</summary>
public sealed partial class DocsTests
{
    public static TheoryData<string> Documents =>
        [.. new[] { "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md" }.Concat(
            Directory.EnumerateFiles(Path.Combine(Built.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Built.Root, file)))];

    [Fact]
    public async Task The_commands_of_the_documents_answer_as_shown()
    {
        await using var server = await ServerProcess.StartAsync();
        var answers = new List<JsonElement>();
        foreach (var command in new[] { "README.md", "docs/gateway.md", "docs/caching.md", "docs/search.md", "docs/aliases.md" }.SelectMany(CurlsIn))
        {
            answers.Add(await RunAsync(command.Replace("localhost:8080", server.GatewayUrl.Authority).Replace("127.0.0.1:8080", server.GatewayUrl.Authority)
                .Replace("localhost:8000", server.ApiUrl.Authority)));
        }

        Assert.True(answers.Count >= 6, "the documents have lost their commands");
        Assert.Equal("chat.completion", answers[0].GetProperty("object").GetString());
        var (said, shown) = (answers[1].GetProperty("traces")[0], Sample("README.md").GetProperty("traces")[0]);
        Assert.Superset(shown.EnumerateObject().Select(property => property.Name).ToHashSet(), said.EnumerateObject().Select(property => property.Name).ToHashSet());
        foreach (var name in new[] { "model", "provider", "tokens_in", "tokens_out", "cost_usd", "status" })
        {
            Assert.Equal(shown.GetProperty(name).ToString(), said.GetProperty(name).ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Built.Root, document))!;
        var dead = Link().Matches(File.ReadAllText(Path.Combine(Built.Root, document))).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://") && !Path.Exists(Path.Combine(folder, target.Split('#')[0])));
        Assert.Empty(dead);
    }

    [Fact]
    public void The_readme_is_short_and_begins_with_the_command_that_starts_everything()
    {
        var lines = File.ReadAllLines(Path.Combine(Built.Root, "README.md"));
        Assert.InRange(lines.Length, 1, 120);
        Assert.InRange(Array.FindIndex(lines, line => line.StartsWith("dotnet run", StringComparison.Ordinal)) + 1, 1, 12);
    }

    private static IEnumerable<string> CurlsIn(string document) =>
        from block in CodeBlock().Matches(File.ReadAllText(Path.Combine(Built.Root, document)))
        from command in Regex.Split(block.Groups[1].Value, @"(?<!\\)\n")
        where command.StartsWith("curl ", StringComparison.Ordinal) && !command.Contains("/v1/traces/")
        select command;

    private static JsonElement Sample(string document) => JsonDocument.Parse(
        JsonBlock().Match(File.ReadAllText(Path.Combine(Built.Root, document))).Groups[1].Value).RootElement;

    private static async Task<JsonElement> RunAsync(string command)
    {
        using var shell = Built.Start(["bash", "-c", command.Replace("curl ", "curl -sS --fail ")]);
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(shell.ExitCode == 0, $"{command}\n{await errors}");
        return JsonDocument.Parse(await output).RootElement;
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
