using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Reads ids of addresses.</summary>
internal static class Ids
{
    /// <summary>The id of a trace, or the answer to one that cannot be.</summary>
    public static bool TryTrace(string text, string field, out TraceId id, [NotNullWhen(false)] out IResult? fault)
    {
        fault = TraceId.TryParse(Unescape(text), out id) ? null : Refuse.InvalidField(field, $"'{field}' must have 1 to {TraceId.LengthMax} visible characters.");
        return fault is null;
    }

    /// <summary>The id of an observation, or the answer to one that cannot be.</summary>
    public static bool TrySpan(string text, string field, out SpanId id, [NotNullWhen(false)] out IResult? fault)
    {
        fault = SpanId.TryParse(Unescape(text), out id) ? null : Refuse.InvalidField(field, $"'{field}' must have 1 to {SpanId.LengthMax} visible characters.");
        return fault is null;
    }

    /// <summary>Routing leaves an escaped slash as it is, for it cannot tell it from one that separates.</summary>
    public static string Unescape(string id) => id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
