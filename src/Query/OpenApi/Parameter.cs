namespace Tracehouse.Query.OpenApi;

/// <summary>A parameter of a query string, for the description of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>string</c>, <c>number</c>, <c>integer</c> or <c>boolean</c>.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record Parameter(string Name, string Type, string Meaning)
{
    /// <summary>Those of a window of a list with a fixed order.</summary>
    public static IReadOnlyList<Parameter> Window(int limitMax) =>
    [
        new("limit", "integer", $"1 to {limitMax}"),
        new("cursor", "string", "the next_cursor of the answer before"),
    ];
}
