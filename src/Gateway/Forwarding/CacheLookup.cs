using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Gives a call that asks for it the answer of one that was the same, and keeps its own for the next. What comes from the cache goes the way of any
/// answer: it is read, recorded and relayed as if a provider had sent it.
/// </summary>
internal sealed class CacheLookup(ResponseCache cache, CacheTurns turns, FailureWords words, IOptions<CacheOptions> options)
{
    private readonly CacheOptions _options = options.Value;

    /// <summary>Sets the answer, if there is one. Of several calls that ask the same at once, all but the first wait for it.</summary>
    public async ValueTask<ForwardFailure?> FindAsync(Call call, HttpContext context, CancellationToken abort)
    {
        if (!CacheLifetime.TryRead(context.Request.Headers, _options.SecondsMax, out var lifetime))
        {
            return new ForwardFailure(
                ForwardCause.InvalidRequest, $"The header {CacheLifetime.Header} must be whole seconds from 0 to {_options.SecondsMax} (setting Cache:SecondsMax).");
        }

        lifetime ??= call.CacheLifetime is { } wanted ? TimeSpan.FromSeconds(Math.Min(wanted.TotalSeconds, _options.SecondsMax)) : null;
        if (lifetime is not { Ticks: > 0 } || !call.Dialect.IsUnderstood || _options.BytesMax == 0)
        {
            return null;
        }

        call.Cache = new CacheUse(KeyOf(call, context.Request), lifetime.Value);
        if (TryAnswer(call) || call.Request!.IsStream)
        {
            return null;
        }

        var (own, other) = turns.Take(call.Cache.Key);
        call.Cache.Turn = own;
        if (other is not null)
        {
            try
            {
                await other.WaitAsync(abort);
            }
            catch (OperationCanceledException)
            {
                return words.ClientGone("The client went away before the answer was there.");
            }

            TryAnswer(call);
        }

        return null;
    }

    /// <summary>Keeps an answer that came whole and without an error, as far as it has come.</summary>
    public void Keep(Call call)
    {
        if (call.Cache is not { IsHit: false } use || call.Response!.Status != StatusCodes.Status200OK || call.ReadAnswer().IsTruncated
            || call.Capture!.Raw is not { } raw || raw.Length == use.KeptBytes)
        {
            return;
        }

        use.KeptBytes = raw.Length;
        cache.Keep(use.Key, new CachedAnswer(raw.ToArray(), call.Response.ContentType, call.Route!, cache.Now, use.Lifetime));
    }

    private bool TryAnswer(Call call)
    {
        // Behind an alias another model may have answered than those that this caller's key allows.
        if (cache.Find(call.Cache!.Key) is not { } answer || !call.Holder.Allows(call.Request!.Model ?? "", answer.Route.Provider.Name, answer.Route.Model))
        {
            return false;
        }

        call.Cache.IsHit = true;
        call.Route = answer.Route;
        var age = new HeaderField("Age", ((long)cache.AgeOf(answer).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        call.Response = answer.ContentType is { } type ? new KeptAnswer(answer.Body, age, new HeaderField("Content-Type", type)) : new KeptAnswer(answer.Body, age);
        return true;
    }

    private static CacheKey KeyOf(Call call, HttpRequest request)
    {
        var (provider, model) = call.Route!;

        // Where the caller's own key is what lets it in, nobody else gets what it paid for.
        var callersKey = provider.Key.Value is null || call.Holder.BringsOwnKey ? $"{request.Headers.Authorization} {request.Headers["x-api-key"]} {request.Headers["api-key"]}" : "";
        var versions = request.Headers.Where(header => IsVersion(header.Key)).Select(header => $"{header.Key}:{header.Value}").Order(StringComparer.OrdinalIgnoreCase);
        return CacheKey.Of(
            call.Request!,
            call.Holder.Project.Value,
            call.Dialect.Path,
            request.QueryString.Value ?? "",
            call.Alias ?? "",
            $"{provider.Name}/{model}",
            call.AsksForUsage || call.Request!.WantsUsage ? "counts" : "",
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(callersKey))),
            string.Join('\n', versions));
    }

    /// <summary>Headers by which providers change what an answer looks like.</summary>
    private static bool IsVersion(string name) =>
        name.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("openai-", StringComparison.OrdinalIgnoreCase);
}
