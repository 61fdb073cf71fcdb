namespace Tracehouse.Vendors.Schemas;

/// <summary>Where a value does not follow its schema, and how.</summary>
/// <param name="Path">The way to it, such as <c>messages.0.role</c>; empty for the whole value.</param>
/// <param name="Message">What it must be.</param>
internal sealed record SchemaFault(string Path, string Message);
