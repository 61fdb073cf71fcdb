using System.Diagnostics;
using OpenTelemetry;

namespace Tracehouse.Export;

/// <summary>What is sent together; one that could not be sent stays as it is.</summary>
internal sealed class ExportBatch
{
    private readonly Activity[] _activities = new Activity[ExportLimits.BatchMax];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public long Characters { get; private set; }

    public bool IsFull => _count == ExportLimits.BatchMax || Characters >= ExportLimits.BatchCharactersMax;

    public Batch<Activity> Content => new(_activities, _count);

    public void Add(Activity activity, int characters)
    {
        _activities[_count] = activity;
        Characters += characters;
        Volatile.Write(ref _count, _count + 1);
    }

    public void Clear()
    {
        Array.Clear(_activities, 0, _count);
        Characters = 0;
        Volatile.Write(ref _count, 0);
    }

    /// <summary>About how many characters an activity will take in a request.</summary>
    public static int SizeOf(Activity activity)
    {
        var characters = 0;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
        {
            characters += SizeOf(tag);
        }

        foreach (ref readonly var happened in activity.EnumerateEvents())
        {
            characters += happened.Name.Length;
            foreach (ref readonly var tag in happened.EnumerateTagObjects())
            {
                characters += SizeOf(tag);
            }
        }

        return characters;
    }

    private static int SizeOf(KeyValuePair<string, object?> tag)
    {
        var characters = tag.Key.Length + ((tag.Value as string)?.Length ?? 8);
        foreach (var word in tag.Value as string[] ?? [])
        {
            characters += word?.Length ?? 0;
        }

        return characters;
    }
}
