namespace Tracehouse.Query.Sql;

/// <summary>The ends of what a DateTime64 column can hold.</summary>
internal static class TimeBounds
{
    public static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Latest = new(2299, 12, 31, 0, 0, 0, TimeSpan.Zero);
}
