using Microsoft.Extensions.Options;
using Tracehouse.Tests.Gateway.Faults;
using Xunit;

namespace Tracehouse.Tests.Gateway.Privacy;

/// <summary>Patterns that would take for ever, or all memory, in other engines.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(.*a){12}b")]
    public async Task PatternThatBacktracksWithoutEndTakesNoLonger(string pattern)
    {
        await using var host = await GatewayHost.StartAsync(("Privacy:Redact", "true"), ("Privacy:Patterns:bomb", pattern));
        using var response = await host.PostAsync(Ask.Whole.Replace("Hi", new string('a', 100_000) + "!"));
        Assert.Equal(200, (int)response.StatusCode);
        await Ask.RecordAsync(host, null);
    }

    [Theory]
    [InlineData("((a{1,1000}){1,1000}){1,1000}b")]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)b")]
    public async Task PatternThatCannotBeBoundedStopsTheStart(string pattern)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(("Privacy:Patterns:bomb", pattern)));
        Assert.Contains("Privacy:Patterns:bomb", error.Message);
    }
}
