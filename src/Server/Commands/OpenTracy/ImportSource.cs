using System.Globalization;

namespace Tracehouse.Server.Commands.OpenTracy;

/// <summary>Which table is copied, and from when on, as it was typed.</summary>
internal sealed record ImportSource
{
    /// <summary>The HTTP interface of a ClickHouse server.</summary>
    public required string Address { get; init; }

    public required string Database { get; init; }

    public required string Table { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>Only rows from this time on; null for all.</summary>
    public required string? From { get; init; }

    /// <summary>What is wrong with it; null when nothing is, and only then the rest can be asked for.</summary>
    public string? Fault =>
        !Uri.TryCreate(Address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") ? $"--clickhouse is {Address}; it must be an address such as http://127.0.0.1:8123."
        : From is not null && !TryTime(out _) ? $"--since is {From}; it must be a time such as 2026-01-01 or 2026-01-01T08:00:00Z."
        : null;

    public Uri Url => new(Address);

    public DateTimeOffset Since => TryTime(out var since) ? since : DateTimeOffset.UnixEpoch;

    /// <summary>Names the table in bookmarks; without a password.</summary>
    public string Name => $"{Url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}#{Database}.{Table}";

    private bool TryTime(out DateTimeOffset time) =>
        DateTimeOffset.TryParse(From, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time) && time >= DateTimeOffset.UnixEpoch;
}
