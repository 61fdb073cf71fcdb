namespace Tracehouse.Ui.Traces;

/// <summary>A stretch of time that ends now, such as <c>24h</c>; it moves along, which two fixed times would not.</summary>
public sealed record TimeRange
{
    private TimeRange(string name, string title, TimeSpan length) => (Name, Title, Length) = (name, title, length);

    /// <summary>Those on offer, shortest first.</summary>
    public static IReadOnlyList<TimeRange> All { get; } =
    [
        new("15m", "Last 15 minutes", TimeSpan.FromMinutes(15)),
        new("1h", "Last hour", TimeSpan.FromHours(1)),
        new("24h", "Last 24 hours", TimeSpan.FromHours(24)),
        new("7d", "Last 7 days", TimeSpan.FromDays(7)),
        new("30d", "Last 30 days", TimeSpan.FromDays(30)),
    ];

    /// <summary>As it stands in the address.</summary>
    public string Name { get; }

    public string Title { get; }

    public TimeSpan Length { get; }

    /// <summary>Null when there is no such range.</summary>
    public static TimeRange? Find(string name) => All.FirstOrDefault(range => range.Name == name);
}
