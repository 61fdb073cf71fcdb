using System.Text.Json;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Media;
using Tracehouse.Vendors.Langfuse.Scores;
using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse;

/// <summary>Which values scores may have, and which rules score configs.</summary>
public sealed class ScoreValueTests
{
    private static readonly ScoreConfig Stars = new() { Id = "c", Name = "stars", DataType = "NUMERIC", MinValue = 1, MaxValue = 5 };
    private static readonly ScoreConfig Moods = new() { Id = "c", Name = "mood", DataType = "CATEGORICAL", Categories = [new(2, "good"), new(1, "bad")] };

    [Fact]
    public void A_value_keeps_to_its_type_and_its_config()
    {
        Assert.Equal((ScoreType.Numeric, 3, null), Read("3", "NUMERIC", Stars));
        Assert.Contains("maximum", FaultOf("9", "NUMERIC", Stars));
        Assert.Contains("minimum", FaultOf("0", "NUMERIC", Stars));
        Assert.Equal((ScoreType.Categorical, 2, "good"), Read("\"good\"", "CATEGORICAL", Moods));
        Assert.Contains("good, bad", FaultOf("\"odd\"", "CATEGORICAL", Moods));
        Assert.Equal((ScoreType.Boolean, 1, "True"), Read("1", "BOOLEAN"));
        Assert.Contains("0 or 1", FaultOf("2", "BOOLEAN"));
        Assert.Contains("a number", FaultOf("\"3\"", "NUMERIC"));
        Assert.Contains("1 to 500", FaultOf($"\"{new string('x', 501)}\"", "TEXT"));
        Assert.Equal(ScoreType.Text, Read($"\"{new string('x', 501)}\"", "CORRECTION").Type);
    }

    [Theory]
    [InlineData("CATEGORICAL", null, null, "categories")]
    [InlineData("BIG", null, null, "dataType")]
    [InlineData("NUMERIC", 5.0, 1.0, "maxValue")]
    [InlineData("TEXT", 1.0, null, "minValue")]
    public void A_config_that_cannot_hold_is_refused(string type, double? min, double? max, string field) =>
        Assert.Equal(field, ScoreConfigRules.FaultOf(new ScoreConfig { Id = "c", Name = "n", DataType = type, MinValue = min, MaxValue = max })?.Field);

    [Fact]
    public void The_id_of_a_file_is_what_the_sdks_work_out()
    {
        Assert.True(MediaHash.TryParse("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", out var hash));
        Assert.Equal(("47DEQpj8HBSa-_TImW-5JC", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), (hash.Id, hash.Hex));
        Assert.False(MediaHash.TryParse("47DEQpj8HBSa", out _));
    }

    private static (ScoreType Type, double? Number, string? Text) Read(string value, string type, ScoreConfig? config = null)
    {
        var read = ScoreValue.Read(JsonElement.Parse(value), type, config, 1_000, out var fault);
        Assert.Equal("", fault);
        return (read.Type, read.Number, read.Text);
    }

    private static string FaultOf(string value, string type, ScoreConfig? config = null)
    {
        ScoreValue.Read(JsonElement.Parse(value), type, config, 1_000, out var fault);
        return fault;
    }
}
