using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tracehouse.Query.Traces;
using Tracehouse.Ui.Traces;
using Xunit;

namespace Tracehouse.Tests.Ui;

public sealed class BrowseAddressTests
{
    private static readonly DateTimeOffset Since = new(2026, 4, 18, 9, 30, 0, 125, TimeSpan.Zero);

    public static TheoryData<TraceFilter> Filters { get; } =
    [
        TraceFilter.All,
        TraceFilter.All with { Model = "openai/gpt-4o mini", Provider = "a&b=c", Status = "timeout" },
        TraceFilter.All with { Search = "100% \"grün\" + ?#/:" },
        TraceFilter.All with { RoutingAlias = "smart", Source = "sdk", TenantId = "default" },
        TraceFilter.All with { Since = Since, Until = Since.AddDays(1) },
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public void The_rest_api_reads_the_address_of_a_list_as_the_same_filter(TraceFilter filter)
    {
        var url = BrowseAddress.Empty.Narrowed(filter).ListUrl;
        Assert.True(TraceRequest.TryParse(Query(url), out var request, out var fault), fault);
        Assert.Equal(filter, request.Filter);
    }

    [Theory]
    [InlineData("/traces")]
    [InlineData("/traces?model=echo&status=error&since=2026-04-18T00:00:00Z")]
    [InlineData("/traces?search=two%20words&range=24h&limit=10&offset=20")]
    public void An_address_comes_back_as_it_was(string url)
    {
        Assert.True(BrowseAddress.TryParse(Query(url), out var address, out _));
        Assert.Equal(url, address.ListUrl);
    }

    [Theory]
    [InlineData("?status=bogus", "Parameter 'status' is 'bogus'; it must be success, error or timeout.")]
    [InlineData("?range=2y", "Parameter 'range' is '2y'; it must be one of 15m, 1h, 24h, 7d, 30d.")]
    [InlineData("?range=1h&since=2026-04-18", "Parameter 'range' stands beside 'since' or 'until'; give one or the other.")]
    public void A_bad_address_is_refused_with_a_reason(string query, string expected)
    {
        Assert.False(BrowseAddress.TryParse(Query(query), out _, out var fault));
        Assert.Equal(expected, fault);
    }

    [Fact]
    public void Fields_that_a_form_left_empty_filter_nothing()
    {
        Assert.True(BrowseAddress.TryParse(Query("?model=&search=&range=&since="), out var address, out var fault), fault);
        Assert.False(address.IsFiltered);
        Assert.Equal(BrowseAddress.LimitDefault, address.Limit);
    }

    [Fact]
    public void A_range_moves_with_the_clock_and_stays_a_range_in_the_address()
    {
        Assert.True(BrowseAddress.TryParse(Query("?range=15m"), out var address, out _));
        Assert.Equal(Since.AddMinutes(-15), address.FilterAt(Since).Since);
        Assert.Equal("/traces?range=15m", address.ListUrl);
        Assert.True(BrowseAddress.TryParse(Query("?range=24h"), out var day, out _));
        Assert.Equal(0, day.FilterAt(Since).Since!.Value.UtcTicks % TimeSpan.TicksPerMinute);
    }

    [Fact]
    public void A_trace_has_an_address_beside_its_list()
    {
        Assert.True(BrowseAddress.TryParse(Query("?model=echo&view=metadata"), out var address, out _));
        Assert.Equal("/traces/a%2Fb%20c?model=echo&view=metadata", address.TraceUrl("a/b c"));
        Assert.Equal("/traces?model=echo", address.ListUrl);
    }

    [Fact]
    public void Narrowing_goes_back_to_the_first_page()
    {
        Assert.True(BrowseAddress.TryParse(Query("?offset=100"), out var address, out _));
        Assert.Equal("/traces?status=error", address.Narrowed(TraceFilter.All with { Status = "error" }).ListUrl);
    }

    private static QueryCollection Query(string url)
    {
        var start = url.IndexOf('?', StringComparison.Ordinal);
        return new QueryCollection(QueryHelpers.ParseQuery(start < 0 ? "" : url[start..]));
    }
}
