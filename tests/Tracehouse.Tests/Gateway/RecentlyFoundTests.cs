using Tracehouse.Gateway.Pricing;
using Xunit;

namespace Tracehouse.Tests.Gateway;

public sealed class RecentlyFoundTests
{
    [Fact]
    public void Names_that_somebody_makes_up_do_not_push_out_those_in_use()
    {
        var found = new RecentlyFound<string>(100);
        var searches = new List<string>();
        for (var number = 0; number < 10_000; number++)
        {
            Assert.Equal("gpt", Find("gpt"));
            Assert.Equal($"junk-{number}", Find($"junk-{number}"));
            Assert.InRange(found.Count, 1, 102);
        }

        Assert.Equal(10_001, searches.Count);

        string Find(string model) => found.GetOrFind("openai", model, (_, name) =>
        {
            searches.Add(name);
            return name;
        });
    }
}
