using System.Globalization;

namespace Tracehouse.Gateway.Resilience;

/// <summary>How long an upstream asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>Reads <c>retry-after-ms</c>, or else <c>Retry-After</c> in seconds or as a date; null when there is neither.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, DateTimeOffset now)
    {
        if (Milliseconds(response) is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var (delta, date) = (response.Headers.RetryAfter?.Delta, response.Headers.RetryAfter?.Date);
        var wait = delta ?? (date - now);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static double? Milliseconds(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("retry-after-ms", out var values)
        && double.TryParse(values.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is >= 0 and < int.MaxValue
            ? milliseconds
            : null;
}
