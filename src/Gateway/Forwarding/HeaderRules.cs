using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Extras;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Which headers go along: all but those of one connection, and those between the caller and us.</summary>
internal static class HeaderRules
{
    private static readonly FrozenSet<string> OneConnection = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    // Cookies do not tell ports apart, so a browser would send those of the user interface along.
    private static readonly FrozenSet<string> OursToSet = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "Host", "Content-Length", "Accept-Encoding", "Cookie", "Expect");

    // What is said of the upstream's address is not true of ours; and its length may be no number.
    private static readonly FrozenSet<string> OfItsAddress = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Alt-Svc", "Content-Length");

    // A key of the server's takes the place of any that the caller sent.
    private static readonly FrozenSet<string> Keys = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "Authorization", "x-api-key", "api-key");

    /// <summary>Whether the caller sent a key of its own.</summary>
    public static bool HasKey(HttpRequest request, ProviderKey key) => request.Headers.Authorization.Count > 0 || request.Headers.ContainsKey(key.Header);

    public static void CopyRequest(HttpRequest from, IRequestHead to, ProviderKey key)
    {
        foreach (var (name, values) in from.Headers)
        {
            var isReplaced = key.Value is not null && Keys.Contains(name);
            if (isReplaced || OursToSet.Contains(name) || OneConnection.Contains(name) || IsNamedBy(from.Headers.Connection, name) || IsPrivate(name) || CallerHeaders.AreOf(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                to.Add(name, value);
            }
        }

        if (key.Value is not null)
        {
            to.Add(key.Header, key.Value);
        }

        // The answer is read on its way, so it must come as it is.
        to.Add("Accept-Encoding", "identity");
    }

    public static void CopyResponse(UpstreamAnswer from, HttpResponse to, bool keepsLength)
    {
        var connection = from.FindAll("Connection");
        for (var at = 0; at < from.Fields.Count; at++)
        {
            var (name, value) = from.Fields[at];

            // The answer is worth more than a header that cannot be written.
            if (!OneConnection.Contains(name) && !OfItsAddress.Contains(name) && !IsNamedBy(connection, name) && !IsPrivate(name) && AnswerHeaders.CanCarry(value))
            {
                to.Headers.Append(name, value);
            }
        }

        to.ContentLength = keepsLength ? from.Length : null;
    }

    private static bool IsPrivate(string name) =>
        name.StartsWith("x-tracehouse-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-opentracy-", StringComparison.OrdinalIgnoreCase);

    private static bool IsNamedBy(string? connection, string name)
    {
        if (connection is null || !connection.Contains(name, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return connection.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
