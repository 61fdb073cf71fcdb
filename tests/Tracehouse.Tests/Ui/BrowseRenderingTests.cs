using Tracehouse.Query.Traces;
using Tracehouse.Ui.Traces;
using Xunit;

namespace Tracehouse.Tests.Ui;

public sealed class BrowseRenderingTests
{
    [Fact]
    public async Task A_price_that_is_not_known_is_not_a_price_of_nothing()
    {
        var html = await ListAsync(Model(Rendering.Line("a")));
        Assert.Contains("title=\"price not known\">&#x2013;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("$0", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_leads_to_its_trace_and_keeps_the_filters()
    {
        var html = await ListAsync(Model(Rendering.Line("a/b")) with { Address = BrowseAddress.Empty.Narrowed(TraceFilter.All with { Model = "echo" }) });
        Assert.Contains("href=\"/traces/a%2Fb?model=echo\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_is_text_and_never_markup()
    {
        var html = await ListAsync(Model(Rendering.Line("a", "<img src=x onerror=alert(1)>")));
        Assert.Contains("&lt;img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newcomer_is_told_what_to_send_and_where()
    {
        var html = await ListAsync(Model());
        Assert.Contains("No traces yet", html, StringComparison.Ordinal);
        Assert.Contains("curl http://gateway.test:8080/v1/chat/completions", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_that_let_nothing_through_can_be_cleared()
    {
        var html = await ListAsync(Model() with { Address = BrowseAddress.Empty.Narrowed(TraceFilter.All with { Search = "zebra" }) });
        Assert.Contains("Nothing matches", html, StringComparison.Ordinal);
        Assert.Contains("Clear filters", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_a_banner_and_asks_to_be_tried_again()
    {
        var html = await ListAsync(Model() with { Page = null, Outage = "ClickHouse cannot be reached" });
        Assert.Contains("ClickHouse cannot be reached", html, StringComparison.Ordinal);
        Assert.Contains("data-retry=\"2000\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_is_not_there_is_said_to_be_not_there()
    {
        var html = await Rendering.RenderAsync<TraceDrawer>((nameof(TraceDrawer.Drawer), new DrawerModel { Address = BrowseAddress.Empty, Id = "nope" }));
        Assert.Contains("Trace not found", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_was_not_kept_is_said_to_be_so()
    {
        var trace = Rendering.Detail() with { IsContentKept = false };
        var html = await Rendering.RenderAsync<TraceDrawer>((nameof(TraceDrawer.Drawer), new DrawerModel { Address = BrowseAddress.Empty, Id = trace.TraceId, Trace = trace }));
        Assert.Contains("What was said in this call was not kept", html, StringComparison.Ordinal);

        html = await Rendering.RenderAsync<TraceDrawer>((nameof(TraceDrawer.Drawer), new DrawerModel { Address = BrowseAddress.Empty, Id = trace.TraceId, Trace = Rendering.Detail() }));
        Assert.DoesNotContain("was not kept", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Nothing was attached")]
    [InlineData("{}", "Nothing was attached")]
    [InlineData("[1, 2", "[1, 2")]
    [InlineData("""{"<b>": {"deep": [1]}}""", "&lt;b&gt;")]
    public async Task Metadata_is_a_table_or_else_what_it_is(string json, string expected)
    {
        var html = await Rendering.RenderAsync<PropertyTable>((nameof(PropertyTable.Json), json), (nameof(PropertyTable.Empty), "Nothing was attached"));
        Assert.Contains(expected, html, StringComparison.Ordinal);
    }

    private static Task<string> ListAsync(ListModel model) =>
        Rendering.RenderAsync<BrowseList>((nameof(BrowseList.List), model), (nameof(BrowseList.GatewayUrl), "http://gateway.test:8080"));

    private static ListModel Model(params TraceSummary[] lines) => new()
    {
        Address = BrowseAddress.Empty,
        Now = Rendering.Now,
        Version = 1,
        Page = new TracePage(lines, lines.Length, HasMore: false, IsComplete: true),
    };
}
