using System.Diagnostics;
using Tracehouse.Propagation;

namespace Tracehouse.Client;

/// <summary>
/// Where the span of a call lies: under the nearest observation that is recorded, else at the top of a trace of its own. The ids are ours, so that the call
/// can be judged whatever its answer says.
/// </summary>
internal sealed record CallPlace(string TraceId, string? ParentSpanId, string SpanId, string? Name)
{
    public static CallPlace Under(Activity? current, string? name)
    {
        var span = ActivitySpanId.CreateRandom().ToHexString();
        if (current is null || TracePosition.IsKept(current.TraceStateString) == false || (!TracePosition.IsMarking && !current.Recorded))
        {
            return new CallPlace(ActivityTraceId.CreateRandom().ToHexString(), null, span, name);
        }

        var above = TracePosition.IsMarking && TracePosition.TryFindAbove(current, out var sent) ? sent : current.Context;
        return new CallPlace(above.TraceId.ToHexString(), above.SpanId == TraceContext.Top ? null : above.SpanId.ToHexString(), span, name);
    }

    /// <summary>As the gateway reads it. The span is the gateway's, so what is inherited here is told along; those headers go to no provider.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers()
    {
        yield return new("X-Tracehouse-Trace-Id", TraceId);
        yield return new("X-Tracehouse-Span-Id", SpanId);
        if (ParentSpanId is not null)
        {
            yield return new("X-Tracehouse-Parent-Span-Id", ParentSpanId);
        }

        if (Name is not null)
        {
            yield return new("X-Tracehouse-Name", OneLine(Name));
        }

        foreach (var header in Inherited(PropagatedAttributes.Current))
        {
            yield return header;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Inherited(PropagatedAttributes? attributes)
    {
        if (attributes?.UserId is { } user)
        {
            yield return new("Helicone-User-Id", OneLine(user));
        }

        if (attributes?.SessionId is { } session)
        {
            yield return new("X-OpenTracy-Session-Id", OneLine(session));
        }

        if (attributes?.Tags is { Count: > 0 } tags)
        {
            yield return new("x-litellm-tags", OneLine(string.Join(',', tags)));
        }

        foreach (var (name, value) in attributes?.Metadata ?? new Dictionary<string, string>())
        {
            if (name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            {
                yield return new($"Helicone-Property-{name}", OneLine(value));
            }
        }
    }

    /// <summary>A header cannot hold line breaks.</summary>
    private static string OneLine(string text) => text.AsSpan().ContainsAnyInRange('\0', '\u001f') ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;
}
