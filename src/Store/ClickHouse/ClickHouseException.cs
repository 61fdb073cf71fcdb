namespace Tracehouse.Store.ClickHouse;

/// <summary>ClickHouse understood the request and refused it.</summary>
/// <param name="code">The error code of ClickHouse, such as 62 for a syntax error.</param>
/// <param name="message">What ClickHouse said.</param>
public sealed class ClickHouseException(int code, string message) : Exception(message)
{
    /// <summary>The error code of ClickHouse.</summary>
    public int Code { get; } = code;
}
