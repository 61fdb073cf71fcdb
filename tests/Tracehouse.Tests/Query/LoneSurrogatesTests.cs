using System.Text.Json;
using Tracehouse.Query.Text;
using Xunit;

namespace Tracehouse.Tests.Query;

public sealed class LoneSurrogatesTests
{
    [Theory]
    [InlineData("""{"a":"\ud83d"}""", """{"a":"\ufffd"}""")]
    [InlineData("""["\ude00 x","\ud83dy"]""", """["\ufffd x","\ufffdy"]""")]
    [InlineData("""["\ud83d\ud83d\ude00"]""", """["\ufffd\ud83d\ude00"]""")]
    [InlineData("""["\ud83d\n"]""", """["\ufffd\n"]""")]
    [InlineData("""["\\ud83d","\ud83d\ude00","\n","é"]""", """["\\ud83d","\ud83d\ude00","\n","é"]""")]
    public void Half_a_character_becomes_the_sign_for_one_and_nothing_else_changes(string json, string mended) => Assert.Equal(mended, LoneSurrogates.Mend(json));

    [Fact]
    public void Whatever_the_escapes_the_result_can_be_read()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        string[] pieces = ["\\ud83d", "\\ude00", "\\uD800", "\\uDFFF", "\\u0041", "\\\\", "\\n", "u", "x", "é"];
        for (var round = 0; round < 2000; round++)
        {
            var json = $"[\"{string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]))}\"]";
            using var document = JsonDocument.Parse(LoneSurrogates.Mend(json));
            Assert.True(document.RootElement[0].GetString() is not null, $"seed {seed}: {json}");
        }
    }
}
