namespace Tracehouse.Store.ClickHouse;

/// <summary>ClickHouse understood the request and refused it.</summary>
/// <param name="code">The error code of ClickHouse, such as 62 for a syntax error.</param>
/// <param name="message">What ClickHouse said.</param>
public sealed class ClickHouseException(int code, string message) : Exception(message)
{
    /// <summary>The error code of ClickHouse.</summary>
    public int Code { get; } = code;

    /// <summary>True when it speaks of the values sent, and so will say the same next time (ClickHouse, src/Common/ErrorCodes.cpp).</summary>
    internal bool IsAboutTheData => Code is 6 or 27 or 33 or 41 or 53 or 69 or 117 or 131 or 321 or 469;
}
