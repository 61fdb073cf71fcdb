using System.Text.Json;
using Tracehouse.Vendors.Opper.Calls;
using Xunit;

namespace Tracehouse.Tests.Vendors.Opper;

public sealed class SchemaCheckTests
{
    private const string Person = """
        {"type": "object", "required": ["name"], "additionalProperties": false, "$defs": {"tag": {"enum": ["a", "b"]}},
         "properties": {"name": {"type": "string", "minLength": 2}, "age": {"type": ["integer", "null"], "minimum": 0},
                        "tags": {"type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/tag"}}, "size": {"anyOf": [{"type": "number"}, {"const": "big"}]}}}
        """;

    [Theory]
    [InlineData("""{"name": "Ada", "age": 3, "tags": ["a", "b"], "size": "big"}""", null)]
    [InlineData("""{"name": "Ada", "age": null, "size": 1.5}""", null)]
    [InlineData("""{"age": 3}""", "answer.name is missing.")]
    [InlineData("""{"name": "A"}""", "answer.name is less than minLength 2.")]
    [InlineData("""{"name": "Ada", "age": 1.5}""", "answer.age must be of type integer or null.")]
    [InlineData("""{"name": "Ada", "age": -1}""", "answer.age is less than minimum 0.")]
    [InlineData("""{"name": "Ada", "tags": ["a", "c"]}""", """answer.tags[1] must be one of ["a", "b"].""")]
    [InlineData("""{"name": "Ada", "tags": ["a", "a", "a"]}""", "answer.tags is more than maxItems 2.")]
    [InlineData("""{"name": "Ada", "size": "small"}""", "answer.size follows none of anyOf.")]
    [InlineData("""{"name": "Ada", "other": 1}""", "answer.other must not be there.")]
    [InlineData("""["Ada"]""", "answer must be of type object.")]
    public void The_first_fault_is_named_with_its_place(string answer, string? fault) =>
        Assert.Equal(fault, SchemaCheck.FaultOf(JsonElement.Parse(answer), JsonElement.Parse(Person)));

    [Theory]
    [InlineData("```json\n{\"name\": \"Ada\"}\n```", null)]
    [InlineData(" {\"name\": \"Ada\"} ", null)]
    [InlineData("Here it is.", "it is no JSON")]
    public void What_models_put_around_json_is_taken_off(string content, string? fault)
    {
        var found = CallRun.Answer(content, JsonElement.Parse(Person), out _);
        Assert.StartsWith(fault ?? "", found ?? "");
        Assert.Equal(fault is null, found is null);
    }

    [Fact]
    public void A_schema_that_goes_in_circles_ends() =>
        Assert.Null(SchemaCheck.FaultOf(JsonElement.Parse("1"), JsonElement.Parse("""{"$ref": "#"}""")));
}
