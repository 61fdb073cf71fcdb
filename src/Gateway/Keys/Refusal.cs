using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Keys;

/// <summary>Why a key does not open, or not now: a value, not an exception.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">The error as the client reads it.</param>
/// <param name="RetryAfter">When to try again; null when that is pointless.</param>
internal sealed record Refusal(int Status, OpenAiError Error, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the client's libraries, which try again at once, would only ask in vain.</summary>
    public bool IsFinal => Error.Code == "budget_exceeded";

    public static Refusal Unauthorized(string message, string code = "invalid_api_key") =>
        new(401, new OpenAiError(message, "authentication_error", code));

    public static Refusal Forbidden(string message, string code = "forbidden") =>
        new(403, new OpenAiError(message, "permission_error", code));
}
