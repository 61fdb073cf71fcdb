using System.Diagnostics;
using OpenTelemetry;
using Tracehouse.Observations;

namespace Tracehouse.Propagation;

/// <summary>Gives each activity that starts, of whichever library, the attributes of its scope.</summary>
internal sealed class Inheritance : BaseProcessor<Activity>
{
    private readonly bool _readsBaggage;

    public Inheritance(bool readsBaggage)
    {
        _readsBaggage = readsBaggage;
        TracePosition.Begin(this);
    }

    public override void OnStart(Activity activity)
    {
        TracePosition.Mark(activity);
        if (_readsBaggage && BaggageText.Read(activity) is { } received)
        {
            Give(activity, received);
        }

        if (PropagatedAttributes.Current is { } attributes)
        {
            Give(activity, attributes);
            if (attributes.IsBaggage)
            {
                BaggageText.Write(attributes, activity);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        TracePosition.End(this);
        base.Dispose(disposing);
    }

    private static void Give(Activity activity, PropagatedAttributes attributes)
    {
        activity.SetKnown(AttributeNames.User, attributes.UserId);
        activity.SetKnown(AttributeNames.Session, attributes.SessionId);
        activity.SetKnown(AttributeNames.Version, attributes.Version);
        activity.SetKnown(AttributeNames.TraceName, attributes.TraceName);
        activity.AddTags(attributes.Tags.Count == 0 ? null : attributes.Tags);
        foreach (var (key, value) in attributes.Metadata)
        {
            activity.SetTag(AttributeNames.TraceMetadata + key, value);
        }
    }
}
