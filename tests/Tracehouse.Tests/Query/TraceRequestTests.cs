using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Tracehouse.Query.Traces;
using Xunit;

namespace Tracehouse.Tests.Query;

public sealed class TraceRequestTests
{
    [Fact]
    public void Nothing_asked_is_the_newest_hundred()
    {
        var request = Parse("");
        Assert.Equal((100, 0L), (request.Limit, request.Offset));
        Assert.Equal(TraceFilter.All, request.Filter);
    }

    [Theory]
    [InlineData("?model_id=gpt-4o", "?model=gpt-4o")]
    [InlineData("?start_date=2026-04-18T00:00:00Z", "?since=2026-04-18")]
    [InlineData("?end_date=2026-04-18T02:00:00%2B02:00", "?until=2026-04-18T00:00:00Z")]
    [InlineData("?q=hello+world", "?search=hello%20world")]
    public void Names_of_both_documents_mean_the_same(string one, string other) => Assert.Equal(Parse(one), Parse(other));

    [Theory]
    [InlineData("?limit=1001", "limit", "1 to 1000")]
    [InlineData("?limit=0", "limit", "1 to 1000")]
    [InlineData("?limit=ten", "limit", "'ten'")]
    [InlineData("?offset=-1", "offset", "0 to")]
    [InlineData("?start_date=yesterday", "start_date", "ISO 8601")]
    [InlineData("?end_date=2026-13-01", "end_date", "2026-13-01")]
    [InlineData("?since=04/05/2026", "since", "ISO 8601")]
    [InlineData("?status=failed", "status", "success, error or timeout")]
    [InlineData("?modle=gpt-4o", "modle", "model_id")]
    [InlineData("?model=a&model=b", "model", "more than once")]
    [InlineData("?level=bad", "level", "warning")]
    [InlineData("?min_cost_usd=much", "min_cost_usd", "number")]
    [InlineData("?min_cost_usd=NaN", "min_cost_usd", "number")]
    [InlineData("?sort=colour", "sort", "cost_usd")]
    [InlineData("?cursor=colour", "cursor", "next_cursor")]
    [InlineData("?cursor=e30&offset=3", "cursor", "next_cursor")]
    [InlineData("?search=a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q", "search", "at most 16")]
    [InlineData("?model=a&model_id=b", "model_id", "more than once")]
    public void What_is_wrong_is_named_with_its_mend(string query, string name, string mend)
    {
        Assert.False(TraceRequest.TryParse(Query(query), out _, out var fault));
        Assert.Contains($"'{name}'", fault);
        Assert.Contains(mend, fault);
    }

    [Fact]
    public void A_word_that_is_too_long_is_refused()
    {
        Assert.False(TraceRequest.TryParse(Query("?search=" + new string('a', 1001)), out _, out var fault));
        Assert.Contains("1001", fault);
    }

    [Fact]
    public void Conditions_keep_their_order_and_are_equal_when_they_say_the_same()
    {
        var request = Parse("?tag=a&tag=b&min_score.helpful=0.8&metadata.region=eu&name=x*");
        Assert.Equal(["tag a", "tag b", "min_score.helpful 0.8", "metadata.region eu", "name x*"], request.Filter.Others.Select(condition => $"{condition.Name} {condition.Value}"));
        Assert.Equal(request.Filter, Parse("?tag=a&tag=b&min_score.helpful=0.8&metadata.region=eu&name=x*").Filter);
        Assert.NotEqual(request.Filter, Parse("?tag=a").Filter);
    }

    [Fact]
    public void A_cursor_is_of_its_order_only()
    {
        var cursor = new TraceCursor { Order = "-cost_usd", Value = "-inf", StartTime = DateTimeOffset.UnixEpoch, TraceId = "a&b" };
        Assert.Equal(cursor, Parse($"?cursor={cursor}&sort=-cost_usd").Cursor);
        Assert.False(TraceRequest.TryParse(Query($"?cursor={cursor}"), out _, out _));
    }

    private static TraceRequest Parse(string query)
    {
        Assert.True(TraceRequest.TryParse(Query(query), out var request, out var fault), fault);
        return request;
    }

    private static QueryCollection Query(string query) => new(QueryHelpers.ParseQuery(query));
}
