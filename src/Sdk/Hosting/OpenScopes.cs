using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse.Hosting;

/// <summary>Copies what open log scopes say into the metadata of an observation.</summary>
internal static class OpenScopes
{
    private static IExternalScopeProvider? _scopes;

    public static IExternalScopeProvider? Provider
    {
        get => Volatile.Read(ref _scopes);
        set => Volatile.Write(ref _scopes, value);
    }

    /// <summary>A scope whose values throw costs its metadata only.</summary>
    public static void Copy(Activity activity)
    {
        try
        {
            Provider?.ForEachScope(Add, activity);
        }
        catch (Exception)
        {
            activity.SetTag(AttributeNames.Metadata + "log_scopes", "could not be read");
        }
    }

    private static void Add(object? scope, Activity activity)
    {
        foreach (var (key, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
        {
            if (!IsKnownAlready(key))
            {
                activity.SetKnown(AttributeNames.Metadata + key, PayloadText.Of(value));
            }
        }
    }

    /// <summary>What the trace says by itself, and the template of a scope's text.</summary>
    private static bool IsKnownAlready(string key) => key is "SpanId" or "TraceId" or "ParentId" or "ConnectionId" or "TransportConnectionId" or "{OriginalFormat}";
}
