namespace Tracehouse.Server.Commands.OpenTracy;

/// <summary>Which table is copied, and from when on.</summary>
internal sealed record ImportSource
{
    /// <summary>The HTTP interface of a ClickHouse server.</summary>
    public required Uri Url { get; init; }

    public required string Database { get; init; }

    public required string Table { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>Only rows from this time on.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Names the table in bookmarks; without a password.</summary>
    public string Name => $"{Url.GetLeftPart(UriPartial.Path)}#{Database}.{Table}";
}
