using System.Text.Json;
using Tracehouse.Query.Traces;
using Xunit;

namespace Tracehouse.Tests.Query;

/// <summary>What the REST API makes of what the store knows.</summary>
public sealed class TraceAnswersTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void List_says_whether_the_newest_traces_may_be_missing(bool isComplete)
    {
        var page = new TracePage([], 0, HasMore: false, isComplete);
        var json = JsonSerializer.SerializeToElement(TraceList.From(page), TraceContractsJson.Readable.TraceList);
        Assert.Equal(isComplete, json.GetProperty("is_complete").GetBoolean());
    }
}
