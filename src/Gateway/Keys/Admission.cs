using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Keys;

/// <summary>Decides whether a key goes far enough for a call: the model, the money, the calls and tokens of the minute. A call that is let in has been counted.</summary>
internal sealed class Admission(KeyMeters meters)
{
    /// <summary>Null when the call may go on; its answer says then what is left.</summary>
    /// <param name="key">The key that was shown.</param>
    /// <param name="asked">The model as the caller wrote it.</param>
    /// <param name="provider">Who would run it.</param>
    /// <param name="model">The model in the provider's words.</param>
    /// <param name="isOpaque">Whether the call goes through without being understood.</param>
    /// <param name="response">Where to say what is left.</param>
    public Refusal? Admit(ApiKey key, string asked, string provider, string model, bool isOpaque, HttpResponse response)
    {
        if (!ModelPattern.Allows(key.Limits.AllowedModels, asked, provider, model, isOpaque))
        {
            var what = isOpaque ? $"all of {provider}" : asked;
            return new Refusal(403, new OpenAiError($"This API key does not allow {what}; it allows {string.Join(", ", key.Limits.AllowedModels)}.", "invalid_request_error", "model_not_allowed", "model"));
        }

        var reading = meters.Of(key.Id).Begin(key.Limits);
        if (reading.Requests is not null || reading.Tokens is not null)
        {
            // The upstream has limits of its own in the same headers, which are the server's and not this caller's.
            response.OnStarting(() =>
            {
                Write(response.Headers, "requests", reading.Requests);
                Write(response.Headers, "tokens", reading.Tokens);
                return Task.CompletedTask;
            });
        }

        return reading.Excess switch
        {
            Excess.None => null,
            Excess.DailyBudget => OverBudget(key.Limits.DailyBudgetUsd!.Value, "day", reading.Wait),
            Excess.MonthlyBudget => OverBudget(key.Limits.MonthlyBudgetUsd!.Value, "month", reading.Wait),
            Excess.Tokens => TooFast($"{key.Limits.TokensPerMinute} tokens", "tokens", reading.Wait),
            _ => TooFast($"{key.Limits.RequestsPerMinute} requests", "requests", reading.Wait),
        };
    }

    private static Refusal OverBudget(decimal usd, string period, TimeSpan wait) => new(
        429, new OpenAiError($"The budget of this API key, {usd.ToString(CultureInfo.InvariantCulture)} USD per {period}, is spent; it begins anew with the next {period} (UTC).", "insufficient_quota", "budget_exceeded"), wait);

    private static Refusal TooFast(string limit, string type, TimeSpan wait) => new(
        429, new OpenAiError($"This API key allows {limit} per minute. Try again in {Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds))} s.", type, "rate_limit_exceeded"), wait);

    private static void Write(IHeaderDictionary headers, string what, Allowance? allowance)
    {
        if (allowance is not { } left)
        {
            return;
        }

        headers[$"x-ratelimit-limit-{what}"] = left.Limit.ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-remaining-{what}"] = Math.Max(0, (long)left.Left).ToString(CultureInfo.InvariantCulture);
        headers[$"x-ratelimit-reset-{what}"] = Duration(left.UntilFull);
    }

    /// <summary>A time as OpenAI writes it, such as <c>1m30s</c> or <c>200ms</c>.</summary>
    private static string Duration(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        return time.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMilliseconds)}ms")
            : seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds}s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m{seconds % 60}s");
    }
}
