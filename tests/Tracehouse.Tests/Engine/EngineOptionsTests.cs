using Tracehouse.Engine.Configuration;
using Xunit;

namespace Tracehouse.Tests.Engine;

public sealed class EngineOptionsTests
{
    private static readonly EngineOptions Good = new() { DataDirectory = "data", Socket = "/tmp/engine.sock" };

    [Fact]
    public void The_defaults_will_do() => Assert.Empty(EngineOptionsValidator.Check(Good));

    [Theory]
    [InlineData("http://127.0.0.1:8123", true)]
    [InlineData("http://localhost:8123/", true)]
    [InlineData("http://[::1]:8123", true)]
    [InlineData("http://0.0.0.0:8123", false)]
    [InlineData("http://10.0.0.1:8123", false)]
    [InlineData("http://example.org", false)]
    [InlineData("https://127.0.0.1:8443", false)]
    [InlineData("nonsense", false)]
    public void Only_loopback_addresses_are_listened_on(string url, bool isGood) =>
        Assert.Equal(isGood ? 0 : 1, EngineOptionsValidator.Check(Good with { Url = url }).Count);

    [Fact]
    public void Each_problem_names_its_setting()
    {
        Assert.Contains("--data", Problem(Good with { DataDirectory = "" }), StringComparison.Ordinal);
        Assert.Contains("--url", Problem(Good with { Socket = null }), StringComparison.Ordinal);
        Assert.Contains("--socket", Problem(Good with { Socket = new string('x', 200) }), StringComparison.Ordinal);
        Assert.Contains("BodyBytesMax", Problem(Good with { BodyBytesMax = 0 }), StringComparison.Ordinal);
    }

    private static string Problem(EngineOptions options) => Assert.Single(EngineOptionsValidator.Check(options));
}
