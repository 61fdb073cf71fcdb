using System.Net;

namespace Tracehouse.Gateway.Resilience;

/// <summary>Tells from the head of an answer whether another try may bring a better one.</summary>
internal static class StatusVerdict
{
    private const int Overloaded = 529;

    public static TryVerdict Of(HttpResponseMessage response)
    {
        var verdict = Of(response.StatusCode);
        return verdict == TryVerdict.Again && RefusesRetry(response) ? TryVerdict.Elsewhere : verdict;
    }

    /// <summary>Whether the failure says that the target is unwell; one for a wrong key or an unknown model is the caller's.</summary>
    public static bool IsUnwell(HttpStatusCode status) => Of(status) == TryVerdict.Again || (int)status >= 500;

    private static TryVerdict Of(HttpStatusCode status) => (int)status switch
    {
        408 or 409 or 425 or 429 or 500 or 502 or 503 or 504 or Overloaded => TryVerdict.Again,
        401 or 402 or 403 or 404 or > 500 => TryVerdict.Elsewhere,
        _ => TryVerdict.Use,
    };

    private static bool RefusesRetry(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("x-should-retry", out var values) && values.ToString() == "false";
}
