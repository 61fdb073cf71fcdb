using System.Globalization;
using Tracehouse.Ingest.GenAi.Fields;

namespace Tracehouse.Ingest.GenAi.Facts;

/// <summary>How long the first piece of an answer took.</summary>
internal static class FirstToken
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Null when the span does not say, or says what cannot be.</summary>
    public static TimeSpan? Read(SpanDraft draft, DateTimeOffset start) =>
        FromTime(draft, start)
        ?? From(draft, Field.FirstTokenSeconds, TimeSpan.TicksPerSecond)
        ?? From(draft, Field.FirstTokenMilliseconds, TimeSpan.TicksPerMillisecond);

    private static TimeSpan? FromTime(SpanDraft draft, DateTimeOffset start)
    {
        if (draft.Read(Field.FirstTokenTime) is not { } text
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return null;
        }

        return Within(draft, Field.FirstTokenTime, time - start);
    }

    private static TimeSpan? From(SpanDraft draft, Field field, long ticksPerUnit) =>
        draft.Value(field).AsDouble() * ticksPerUnit is { } ticks && ticks <= Longest.Ticks ? Within(draft, field, TimeSpan.FromTicks((long)ticks)) : null;

    private static TimeSpan? Within(SpanDraft draft, Field field, TimeSpan time)
    {
        if (time < TimeSpan.Zero || time > Longest)
        {
            return null;
        }

        draft.Use(field);
        return time;
    }
}
