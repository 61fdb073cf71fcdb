using Tracehouse.Query.Metrics;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Query;

/// <summary>Statements that are made of what somebody asks to be measured.</summary>
public sealed class MetricsStatementTests
{
    private static readonly MetricsRequest Request = new()
    {
        View = MetricView.Observations, Metrics = [new("count", "count")], Since = DateTimeOffset.UnixEpoch, Until = DateTimeOffset.UnixEpoch.AddDays(1),
    };

    [Theory]
    [InlineData("name", "=")]
    [InlineData("name", "contains")]
    [InlineData("name", "any of")]
    [InlineData("tags", "none of")]
    [InlineData("metadata", "starts with")]
    public void No_value_becomes_text_of_the_statement(string column, string comparison)
    {
        const string Hostile = "x') OR 1=1 --";
        var statement = MetricsStatement.Of(
            ProjectId.Default, Request with { Filters = [new FilterTerm(column, comparison, [Hostile]) { Key = Hostile }] }, out var parameters, out var fault);
        Assert.Equal("", fault);
        Assert.DoesNotContain("1=1", statement);
        Assert.Contains(parameters, parameter => parameter.Value.Contains("1=1"));
    }

    [Fact]
    public void Traces_are_read_beside_spans_only_where_they_are_needed()
    {
        Assert.DoesNotContain("JOIN", MetricsStatement.Of(ProjectId.Default, Request with { Dimensions = ["name"] }, out _, out _));
        Assert.Contains("JOIN", MetricsStatement.Of(ProjectId.Default, Request with { Dimensions = ["traceName"] }, out _, out _));
        Assert.Contains("JOIN", MetricsStatement.Of(ProjectId.Default, Request with { Filters = [new FilterTerm("userId", "=", ["u"])] }, out _, out _));
    }

    [Fact]
    public void What_there_is_not_is_refused_with_what_there_is()
    {
        Refused(Request with { Dimensions = ["`name` --"] }, "providedModelName");
        Refused(Request with { Dimensions = ["metadata"] }, "metadata");
        Refused(Request with { Metrics = [new("joy", "sum")] }, "latency");
        Refused(Request with { Metrics = [new("latency", "quantile(0.1)")] }, "p95");
        Refused(Request with { Granularity = "year" }, "month");
        Refused(Request with { Order = [("`1`", true)] }, "`1`");
        Refused(Request with { Filters = [new FilterTerm("colour", "=", ["red"])] }, "colour");
        Refused(Request with { Filters = [new FilterTerm("latency", ">", ["fast"])] }, "latency");
        Refused(Request with { Filters = [new FilterTerm("name", "LIKE", ["a"])] }, "LIKE");
    }

    private static void Refused(MetricsRequest request, string because)
    {
        Assert.Null(MetricsStatement.Of(ProjectId.Default, request, out _, out var fault));
        Assert.Contains(because, fault);
    }
}
