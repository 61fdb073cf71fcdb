using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Resilience;

/// <summary>Tells from the head of an answer whether another try may bring a better one.</summary>
internal static class StatusVerdict
{
    private const int Overloaded = 529;

    public static TryVerdict Of(UpstreamAnswer answer)
    {
        var verdict = Of(answer.Status);
        return verdict == TryVerdict.Again && RefusesRetry(answer) ? TryVerdict.Elsewhere : verdict;
    }

    /// <summary>Whether the failure says that the target is unwell; one for a wrong key or an unknown model is the caller's.</summary>
    public static bool IsUnwell(int status) => Of(status) == TryVerdict.Again || status >= 500;

    private static TryVerdict Of(int status) => status switch
    {
        408 or 409 or 425 or 429 or 500 or 502 or 503 or 504 or Overloaded => TryVerdict.Again,
        401 or 402 or 403 or 404 or > 500 => TryVerdict.Elsewhere,
        _ => TryVerdict.Use,
    };

    private static bool RefusesRetry(UpstreamAnswer answer) => answer.Find("x-should-retry") == "false";
}
