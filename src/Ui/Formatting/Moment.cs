using System.Globalization;

namespace Tracehouse.Ui.Formatting;

/// <summary>Times as people and as programs read them. The browser turns them into local time where it can.</summary>
internal static class Moment
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>ISO 8601 for <c>datetime</c> attributes and addresses.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", Culture);

    /// <summary>Such as <c>2026-04-18 09:30:12.345 UTC</c>.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", Culture);

    /// <summary>Such as <c>4 min ago</c>.</summary>
    public static string Ago(DateTimeOffset time, DateTimeOffset now) => (now - time).TotalSeconds switch
    {
        < 5 => "now",
        < 60 => string.Create(Culture, $"{(now - time).TotalSeconds:0} s ago"),
        < 3_600 => string.Create(Culture, $"{Math.Floor((now - time).TotalMinutes)} min ago"),
        < 86_400 => string.Create(Culture, $"{Math.Floor((now - time).TotalHours)} h ago"),
        < 7 * 86_400 => string.Create(Culture, $"{Math.Floor((now - time).TotalDays)} d ago"),
        _ => time.UtcDateTime.ToString("yyyy-MM-dd", Culture),
    };

    /// <summary>For the axis of a chart that covers that much.</summary>
    public static string Axis(DateTimeOffset time, TimeSpan range) => time.UtcDateTime.ToString(
        range.TotalDays > 2 ? "MMM d" : range.TotalMinutes > 10 ? "HH:mm" : "HH:mm:ss", Culture);
}
