using Tracehouse.Gateway.Routing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Which names somebody may have meant.</summary>
public sealed class NearNamesTests
{
    [Theory]
    [InlineData("my-modle", "azure/My-Model")]
    [InlineData("ByteMax", "BytesMax")]
    [InlineData("OPENAI/gpt-4o", "openai/gpt-4o")]
    public void Letters_are_alike_in_both_cases(string asked, string known) => Assert.Equal([known], NearNames.Find(asked, ["other", known], 3));
}
