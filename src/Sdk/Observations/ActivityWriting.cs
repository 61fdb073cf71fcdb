using System.Diagnostics;
using Tracehouse.Payloads;

namespace Tracehouse.Observations;

/// <summary>How what is said of an observation is written on its activity.</summary>
internal static class ActivityWriting
{
    public static void SetKnown(this Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.SetTag(name, value);
        }
    }

    /// <summary>An input or output, and whether it was cut.</summary>
    public static void SetPayload(this Activity activity, string name, KeptText payload)
    {
        activity.SetKnown(name, payload.Text);
        if (payload.IsCut)
        {
            var cut = name[(name.LastIndexOf('.') + 1)..];
            activity.SetTag(AttributeNames.Cut, activity.GetTagItem(AttributeNames.Cut) is string before && !before.Split(',').Contains(cut) ? $"{before},{cut}" : cut);
        }
    }

    /// <summary>One attribute for each key, so that each can be looked for.</summary>
    public static void SetEach(this Activity activity, string prefix, IEnumerable<KeyValuePair<string, object?>>? values)
    {
        foreach (var (key, value) in values ?? [])
        {
            activity.SetKnown(prefix + key, PayloadText.Of(value));
        }
    }

    /// <summary>Adds to the tags that are there already.</summary>
    public static void AddTags(this Activity activity, IEnumerable<string>? tags)
    {
        if (tags is not null)
        {
            var before = activity.GetTagItem(AttributeNames.TraceTags) as string[] ?? [];
            activity.SetTag(AttributeNames.TraceTags, before.Union(tags, StringComparer.Ordinal).ToArray());
        }
    }

    public static void SetUsage(this Activity activity, Usage? usage)
    {
        activity.SetKnown(AttributeNames.InputTokens, usage?.InputTokens);
        activity.SetKnown(AttributeNames.OutputTokens, usage?.OutputTokens);
        activity.SetKnown(AttributeNames.CachedTokens, usage?.CachedTokens);
        activity.SetKnown(AttributeNames.CacheWriteTokens, usage?.CacheWriteTokens);
        activity.SetKnown(AttributeNames.ReasoningTokens, usage?.ReasoningTokens);
    }

    /// <summary>An exception whose own properties throw costs its details only.</summary>
    public static void SetFailure(this Activity activity, Exception cause)
    {
        try
        {
            activity.SetStatus(ActivityStatusCode.Error, cause.Message);
            activity.SetTag(AttributeNames.Level, AttributeNames.Of(ObservationLevel.Error));
            activity.AddException(cause);
        }
        catch (Exception)
        {
            activity.SetStatus(ActivityStatusCode.Error, cause.GetType().FullName);
        }
    }
}
