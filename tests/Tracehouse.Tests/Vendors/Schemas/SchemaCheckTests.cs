using System.Text.Json;
using Tracehouse.Vendors.Schemas;
using Xunit;

namespace Tracehouse.Tests.Vendors.Schemas;

public class SchemaCheckTests
{
    private const string Person = """
        {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
           "name": {"type": "string", "minLength": 2, "pattern": "^[A-Z]"}, "age": {"type": "integer", "minimum": 0},
           "friends": {"type": "array", "items": {"$ref": "#"}, "maxItems": 2}, "mood": {"enum": ["good", "bad"]},
           "pet": {"oneOf": [{"const": "cat"}, {"type": "object"}]}}}
        """;

    [Theory]
    [InlineData("""{"name": "Ann", "age": 3, "mood": "good", "pet": "cat", "friends": [{"name": "Bob"}]}""", null)]
    [InlineData("""{"age": 3}""", "")]
    [InlineData("""{"name": 3}""", "name")]
    [InlineData("""{"name": "A"}""", "name")]
    [InlineData("""{"name": "ann"}""", "name")]
    [InlineData("""{"name": "Ann", "age": 1.5}""", "age")]
    [InlineData("""{"name": "Ann", "age": -1}""", "age")]
    [InlineData("""{"name": "Ann", "mood": "so so"}""", "mood")]
    [InlineData("""{"name": "Ann", "pet": "dog"}""", "pet")]
    [InlineData("""{"name": "Ann", "shoes": 1}""", "shoes")]
    [InlineData("""{"name": "Ann", "friends": [{"name": "Bob"}, {"name": 1}]}""", "friends.1.name")]
    [InlineData("""{"name": "Ann", "friends": [{"name": "Bo"}, {"name": "Cy"}, {"name": "Di"}]}""", "friends")]
    [InlineData("\"Ann\"", "")]
    public void The_first_fault_is_found_where_it_is(string value, string? path) => Assert.Equal(path, SchemaCheck.Find(Parse(Person), Parse(value))?.Path);

    [Theory]
    [InlineData("""{"$ref": "#"}""")]
    [InlineData("""{"anyOf": [{"$ref": "#"}, {"$ref": "#"}]}""")]
    [InlineData("""{"$ref": "#/$defs/missing"}""")]
    [InlineData("""{"type": "number", "pattern": "("}""")]
    public void A_schema_that_leads_nowhere_is_a_fault_and_not_a_crash(string schema) => Assert.NotNull(SchemaCheck.Find(Parse(schema), Parse("\"x\"")));

    [Theory]
    [InlineData("3")]
    [InlineData("""{"type": "text"}""")]
    [InlineData("""{"properties": []}""")]
    [InlineData("""{"required": "name"}""")]
    public void What_is_no_schema_is_told(string schema) => Assert.NotNull(SchemaCheck.FindFault(Parse(schema)));

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
