using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tracehouse.Query.Traces;

namespace Tracehouse.Vendors.Langfuse.Reading;

/// <summary>Where a page of observations begins; clients only hand it back.</summary>
internal static class ObservationCursor
{
    /// <summary>The page behind a span.</summary>
    public static string Behind(TraceDetail span) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{span.StartTime.UtcTicks.ToString(CultureInfo.InvariantCulture)}\n{span.SpanId}\n{span.TraceId}"));

    /// <summary>False when the text is none of ours.</summary>
    public static bool TryParse(string text, out (DateTimeOffset Start, string SpanId, string TraceId) behind)
    {
        behind = default;
        if (!Base64Url.IsValid(text) || Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n') is not [var ticks, var span, var trace]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var start) || start > DateTimeOffset.MaxValue.UtcTicks)
        {
            return false;
        }

        behind = (new DateTimeOffset(start, TimeSpan.Zero), span, trace);
        return true;
    }
}
