using Tracehouse.Vendors.Opper.Calls;
using Xunit;

namespace Tracehouse.Tests.Vendors.Opper;

public sealed class JsonPathReaderTests
{
    private const string Json = """{"city": "Upp\"s\u00e4la\n", "people": [{"name": "Ada", "age": 36}, {"name": "Bo", "ok": true, "none": null}], "list": ["x", 1.5], "empty": {}, "last": "end"}""";

    /// <summary>However the pieces are cut, each value has its place and all of its text.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Every_piece_is_told_with_its_place(int size)
    {
        var reader = new JsonPathReader();
        var values = new Dictionary<string, string>();
        foreach (var (path, delta) in Json.Chunk(size).SelectMany(piece => reader.Read(new string(piece))))
        {
            values[path] = values.GetValueOrDefault(path, "") + delta;
        }

        Assert.Equal(
            [
                ("response.city", "Upp\"säla\n"), ("response.last", "end"), ("response.list[0]", "x"), ("response.list[1]", "1.5"), ("response.people[0].age", "36"),
                ("response.people[0].name", "Ada"), ("response.people[1].name", "Bo"), ("response.people[1].ok", "true"),
            ],
            values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => (value.Key, value.Value)));
    }

    [Fact]
    public void Text_comes_as_it_grows()
    {
        var reader = new JsonPathReader();
        Assert.Equal(("response.a", "He"), reader.Read("""{"a": "He""").Select(value => (value.Path, value.Delta.GetValue<string>())).Single());
        Assert.Equal(("response.a", "llo"), reader.Read("llo\"}").Select(value => (value.Path, value.Delta.GetValue<string>())).Single());
    }

    [Fact]
    public void What_is_no_json_says_nothing()
    {
        var reader = new JsonPathReader();
        Assert.Empty(reader.Read("}]],: hello [ ] } nothing"));
        Assert.Equal("response.a", reader.Read("Here: {\"a\": \"b\"}").Single().Path);
    }
}
