namespace Tracehouse.Query.Sql;

/// <summary>
/// Lets sums over traces be read from those of each minute, which lie beside the rows (the projection <c>by_minute</c>). ClickHouse does so by itself when a
/// statement says its times in whole minutes and needs nothing else that the minutes do not know.
/// </summary>
internal static class WholeMinutes
{
    private const string Minute = "intDiv(toUnixTimestamp64Micro(start_time), 60000000)";
    /// <summary>The lower bound of a statement, as it must stand there.</summary>
    public const string Since = "start_time >= {since:DateTime64(6, 'UTC')}";

    /// <summary>The upper bound.</summary>
    public const string Until = "start_time < {until:DateTime64(6, 'UTC')}";

    /// <summary>The day of a row, told by its minute.</summary>
    public const string Day = $"toDate(fromUnixTimestamp64Second({Minute} * 60, 'UTC'))";

    /// <summary>The statement with the same bounds in whole minutes, where they are; else as it is.</summary>
    public static string Into(string statement, DateTimeOffset? since, DateTimeOffset? until) => IsWhole(since) && IsWhole(until)
        ? statement.Replace(Since, since is null ? "true" : InMinutes(Since), StringComparison.Ordinal).Replace(Until, until is null ? "true" : InMinutes(Until), StringComparison.Ordinal)
        : statement;

    private static string InMinutes(string bound) =>
        bound.Replace("start_time", Minute, StringComparison.Ordinal).Replace("{", "intDiv(toUnixTimestamp64Micro({", StringComparison.Ordinal).Replace("}", "}), 60000000)", StringComparison.Ordinal);

    /// <summary>Before 1970 a minute is cut the other way.</summary>
    private static bool IsWhole(DateTimeOffset? time) => time is null || (time > DateTimeOffset.UnixEpoch && time.Value.UtcTicks % TimeSpan.TicksPerMinute == 0);
}
