using System.Text.Json;
using Tracehouse.Query.Traces;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>What a span says of its trace in attributes that only Langfuse knows.</summary>
internal static class TraceWords
{
    public const string Input = "langfuse.trace.input";
    public const string Output = "langfuse.trace.output";

    private static readonly string[] Public = ["langfuse.trace.public", "langfuse.public"];
    private static readonly string[] Bookmarked = ["langfuse.trace.bookmarked", "langfuse.bookmarked"];

    /// <summary>An attribute as text; empty when it is not said.</summary>
    public static string Of(TraceDetail span, string name)
    {
        if (!span.Attributes.Contains(name, StringComparison.Ordinal)
            || SaidValue.Json(span.Attributes) is not { ValueKind: JsonValueKind.Object } attributes || !attributes.TryGetProperty(name, out var value))
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();
    }

    /// <summary>Whether anybody may see the trace.</summary>
    public static bool IsPublic(TraceDetail span) => Public.Any(name => Of(span, name) == "true");

    /// <summary>Whether somebody marked it.</summary>
    public static bool IsBookmarked(TraceDetail span) => Bookmarked.Any(name => Of(span, name) == "true");

    /// <summary>Whether the first span of a program hangs below one of another.</summary>
    public static bool IsRoot(TraceDetail span) =>
        span.ParentSpanId.Length == 0 || Of(span, "langfuse.internal.is_app_root") == "true" || Of(span, "langfuse.internal.as_root") == "true";
}
