using System.Globalization;
using System.Net.Http.Headers;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Resilience;

/// <summary>How long an upstream asks to be left alone.</summary>
internal static class RetryAfter
{
    /// <summary>Reads <c>retry-after-ms</c>, or else <c>Retry-After</c> in seconds or as a date; null when there is neither.</summary>
    public static TimeSpan? Read(UpstreamAnswer answer, DateTimeOffset now)
    {
        if (Milliseconds(answer) is { } milliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var wait = RetryConditionHeaderValue.TryParse(answer.Find("Retry-After"), out var said) ? said.Delta ?? (said.Date - now) : null;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static double? Milliseconds(UpstreamAnswer answer) =>
        answer.Find("retry-after-ms") is { } value
        && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds is >= 0 and < int.MaxValue
            ? milliseconds
            : null;
}
