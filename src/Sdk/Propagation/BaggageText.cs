using System.Diagnostics;

namespace Tracehouse.Propagation;

/// <summary>Attributes as members of the W3C baggage (https://www.w3.org/TR/baggage/), which .NET's HttpClient and ASP.NET Core carry.</summary>
internal static class BaggageText
{
    private const string User = "tracehouse.user.id";
    private const string Session = "tracehouse.session.id";
    private const string Version = "tracehouse.version";
    private const string TraceName = "tracehouse.trace.name";
    private const string Tags = "tracehouse.trace.tags";
    private const string Metadata = "tracehouse.trace.metadata.";
    private static readonly PropagatedAttributes None = new();

    public static void Write(PropagatedAttributes attributes, Activity activity)
    {
        activity.SetBaggage(User, attributes.UserId);
        activity.SetBaggage(Session, attributes.SessionId);
        activity.SetBaggage(Version, attributes.Version);
        activity.SetBaggage(TraceName, attributes.TraceName);
        activity.SetBaggage(Tags, attributes.Tags.Count == 0 ? null : string.Join('\u001f', attributes.Tags));
        foreach (var (key, value) in attributes.Metadata)
        {
            activity.SetBaggage(Metadata + key, value);
        }
    }

    public static bool IsOurs(string name) => name.StartsWith("tracehouse.", StringComparison.Ordinal);

    /// <summary>Makes the baggage say again what it said before.</summary>
    public static void Restore(Activity activity, IReadOnlyList<KeyValuePair<string, string?>> before)
    {
        foreach (var name in activity.Baggage.Select(item => item.Key).Where(IsOurs).Distinct().ToList())
        {
            activity.SetBaggage(name, null);
        }

        foreach (var (name, value) in before)
        {
            activity.SetBaggage(name, value);
        }
    }

    /// <summary>Null when there are none.</summary>
    public static PropagatedAttributes? Read(Activity activity)
    {
        var read = None;
        foreach (var (name, value) in activity.Baggage)
        {
            read = value is null ? read : With(read, name, value);
        }

        return ReferenceEquals(read, None) ? null : read;
    }

    private static PropagatedAttributes With(PropagatedAttributes read, string name, string value) => name switch
    {
        User => read with { UserId = read.UserId ?? value },
        Session => read with { SessionId = read.SessionId ?? value },
        Version => read with { Version = read.Version ?? value },
        TraceName => read with { TraceName = read.TraceName ?? value },
        Tags => read with { Tags = [.. value.Split('\u001f')] },
        _ when name.StartsWith(Metadata, StringComparison.Ordinal) => read with { Metadata = read.Metadata.Append(new(name[Metadata.Length..], value)).DistinctBy(pair => pair.Key).ToDictionary() },
        _ => read,
    };
}
