using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tracehouse.Query.Traces;
using Tracehouse.Query.Trees;
using Tracehouse.Ui.Transcripts;
using Tracehouse.Ui.Trees;
using Xunit;

namespace Tracehouse.Tests.Ui;

/// <summary>The page of a trace: its address, its data and its parts.</summary>
public sealed class TracePageTests
{
    [Theory]
    [InlineData("?view=tree&span=a%2Fb&tab=attributes&q=two%20words")]
    [InlineData("?view=transcript&scope=s1&from=40")]
    public void An_address_says_the_same_when_it_is_written_again(string query)
    {
        var address = TraceAddress.Parse("t/1", new QueryCollection(QueryHelpers.ParseQuery(query)));
        Assert.Equal("/traces/t%2F1" + query, address.Url);
    }

    [Theory]
    [InlineData("?view=tree", true)]
    [InlineData("?view=transcript", true)]
    [InlineData("?view=raw", false)]
    [InlineData("?view=conversation&search=x", false)]
    [InlineData("", false)]
    public void Views_of_the_drawer_are_not_the_page(string query, bool isPage) =>
        Assert.Equal(isPage, TraceAddress.IsPage(new QueryCollection(QueryHelpers.ParseQuery(query))));

    [Fact]
    public void Columns_write_each_word_once_and_every_span()
    {
        var tree = new TreeOf().With("run", "agent").With("</script>", "tool", "run", status: "error").With("chat", "tool", "run").Tree;
        using var json = JsonDocument.Parse(TreeColumns.Write(tree));
        var root = json.RootElement;
        Assert.Equal(["agent", "tool"], root.GetProperty("kindWords").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal([0, 1, 1], root.GetProperty("kind").EnumerateArray().Select(each => each.GetInt32()));
        Assert.Equal([-1, 0, 0], root.GetProperty("parents").EnumerateArray().Select(each => each.GetInt32()));
        Assert.Equal([2, 0, 0], root.GetProperty("below").EnumerateArray().Select(each => each.GetInt32()));
        Assert.Equal(["", "error"], root.GetProperty("stateWords").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal("</script>", root.GetProperty("nameWords")[1].GetString());
    }

    [Fact]
    public void Every_word_must_be_found_and_case_does_not_matter()
    {
        var tree = new TreeOf().With("Plan trip", "agent").With("search flights", "tool", "Plan trip").Saying("to Lisbon", "none").Tree;
        Assert.Equal(["search flights"], Found(tree, "LISBON flights"));
        Assert.Equal(["Plan trip"], Found(tree, "agent"));
        Assert.Empty(Found(tree, "flights Madrid"));
        Assert.Empty(Found(tree, "  "));
        Assert.Equal(["search flights"], Found(tree, "flights Madrid", "madrid", "search flights"));
    }

    /// <summary>Looks for words, of which one may have been said in full in a span.</summary>
    private static IReadOnlyList<string> Found(TraceTree tree, string text, string saidWord = "", string saidIn = "")
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return SearchTrace.Find(tree, words, [.. words.Select(word => word.Equals(saidWord, StringComparison.OrdinalIgnoreCase) ? new HashSet<string> { saidIn } : [])]);
    }

    [Fact]
    public async Task What_was_said_is_text_and_never_markup()
    {
        var told = new TreeOf().With("<i>run</i>", "agent")
            .With("chat", "generation", "<i>run</i>").Saying([TreeOf.Says("user", "<img src=x onerror=alert(1)>")], TreeOf.Calls("c", "<b>tool</b>", "<u>"));
        var html = await Rendering.RenderAsync<TranscriptSteps>((nameof(TranscriptSteps.Page), told.Pages()[0]), (nameof(TranscriptSteps.Links), new TranscriptLinks("t1")));
        Assert.Contains("&lt;img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>tool", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<u>", html, StringComparison.Ordinal);
    }
}
