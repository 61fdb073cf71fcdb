using Tracehouse.Vendors.NeuralTrust;
using Xunit;

namespace Tracehouse.Tests.Vendors.NeuralTrust;

public sealed class PythonLiteralTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    [InlineData("()", "[]")]
    [InlineData("('a',)", """["a"]""")]
    [InlineData("{'a', 'b'}", """["a","b"]""")]
    [InlineData("{'a': {'b': (1, -2, 3.5e-7, 10_000)}}", null)]
    [InlineData("{'a': {'b': (1, -2, 3.5e-7)}}", """{"a":{"b":[1,-2,3.5E-07]}}""")]
    [InlineData("{1: 'x', None: True, 'n': nan}", """{"1":"x","None":true,"n":"NaN"}""")]
    [InlineData("""["it's", 'say "x"', 'tab\there', '\u00e9\x41\U0001f600']""", null, "it's|say \"x\"|tab\there|éA😀")]
    [InlineData("[b'bytes']", """["bytes"]""")]
    [InlineData("[1, 2", null)]
    [InlineData("[1 2]", null)]
    [InlineData("[1] and more", null)]
    [InlineData("[<object at 0x7f>]", null)]
    [InlineData("{'at': datetime.datetime(2026, 1, 1)}", null)]
    [InlineData("{'a': 1, 'b'}", null)]
    [InlineData("plain", null)]
    [InlineData("'quoted'", null)]
    public void Collections_are_read_and_nothing_else_is(string printed, string? json, string? texts = null)
    {
        var isRead = PythonLiteral.TryReadCollection(printed, out var value);
        Assert.Equal(json is not null || texts is not null, isRead);
        if (texts is not null)
        {
            Assert.Equal(texts.Split('|'), value!.AsArray().Select(item => (string?)item));
        }
        else if (isRead)
        {
            Assert.Equal(json, value!.ToJsonString());
        }
    }

    [Fact]
    public void What_is_nested_too_deep_or_cut_anywhere_is_no_value_and_no_failure()
    {
        Assert.False(PythonLiteral.TryReadCollection(new string('[', 10_000), out _));
        const string Whole = """{'a': [1, "two", ('x', None)], 'b\n': {1, 2}, 'c': True}""";
        for (var length = 0; length < Whole.Length; length++)
        {
            Assert.False(PythonLiteral.TryReadCollection(Whole[..length], out _), Whole[..length]);
        }
    }
}
