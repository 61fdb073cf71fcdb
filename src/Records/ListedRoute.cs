namespace Tracehouse.Records;

/// <summary>A route of a door whose routes nobody maps one by one, for the description of the API.</summary>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Path">Its path, with what varies in braces.</param>
/// <param name="Summary">What it does.</param>
public sealed record ListedRoute(string Method, string Path, string Summary);
