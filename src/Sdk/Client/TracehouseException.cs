namespace Tracehouse;

/// <summary>
/// What the server was asked for could not be had. Only what asks throws it, never what only reports: observations, scores and feedback go on their way
/// without anybody waiting. The key is never in it.
/// </summary>
public sealed class TracehouseException : Exception
{
    internal TracehouseException(int? status, string code, string message, Exception? cause = null) : base(message, cause) => (Status, Code) = (status, code);

    /// <summary>The status of the answer; null when there was none.</summary>
    public int? Status { get; }

    /// <summary>A stable word for programs, such as <c>model_not_found</c> or <c>unreachable</c>; empty when the answer had none.</summary>
    public string Code { get; }
}
