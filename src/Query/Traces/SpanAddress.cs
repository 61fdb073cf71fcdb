namespace Tracehouse.Query.Traces;

/// <summary>A span as it stands in addresses: its trace and itself, with a dash between.</summary>
/// <param name="TraceId">The trace.</param>
/// <param name="SpanId">The span within it.</param>
internal readonly record struct SpanAddress(string TraceId, string SpanId)
{
    /// <summary>False when there is no dash between two ids. An id may hold dashes itself, so what is found need not be there.</summary>
    public static bool TryParse(string text, out SpanAddress address)
    {
        var dash = text.LastIndexOf('-');
        address = dash > 0 && dash < text.Length - 1 ? new SpanAddress(text[..dash], text[(dash + 1)..]) : default;
        return address.TraceId is not null;
    }
}
