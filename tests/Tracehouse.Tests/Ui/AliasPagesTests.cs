using Tracehouse.Records;
using Tracehouse.Ui.Aliases;
using Xunit;

namespace Tracehouse.Tests.Ui;

/// <summary>What the pages of aliases show.</summary>
public sealed class AliasPagesTests
{
    private static readonly ListedAlias Smart = new("smart", false, "fallback", Utf8Text.From("""{"targets":[{"model":"a/<m>"},{"model":"b/m"}]}"""),
    [
        new ListedTarget("a/<m>", "open") { AnswerTime = TimeSpan.FromSeconds(1.24), FailureShare = 0.25 },
        new ListedTarget("b/m", "closed"),
    ]);

    [Fact]
    public async Task ListShowsHowEveryTargetFares()
    {
        var html = await Rendering.RenderAsync<AliasesPage>((nameof(AliasesPage.Aliases), (IReadOnlyList<ListedAlias>)[Smart]));
        Assert.Contains("a/&lt;m&gt;", html);
        Assert.Contains("left alone", html);
        Assert.Contains("1.24 s", html);
        Assert.Contains("25 %", html);
        Assert.Contains("href=\"/aliases/edit?name=smart\"", html);
        Assert.DoesNotContain("New alias", html);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FormCanBeSentByWhoeverMayChangeTheAlias(bool mayChange)
    {
        var html = await Rendering.RenderAsync<AliasPage>((nameof(AliasPage.Name), "smart"), (nameof(AliasPage.Alias), Smart), (nameof(AliasPage.MayChange), mayChange));
        Assert.Equal(mayChange, html.Contains(">Save<"));
        Assert.Contains("&quot;model&quot;: &quot;b/m&quot;", html);
    }
}
