using System.Diagnostics;

namespace Tracehouse.Propagation;

/// <summary>A stretch of the application whose observations inherit attributes.</summary>
internal sealed class PropagationScope : IDisposable
{
    private readonly PropagatedAttributes? _outer;
    private readonly Activity? _carrier;
    private readonly IReadOnlyList<KeyValuePair<string, string?>> _carried = [];
    private bool _isLeft;

    private PropagationScope(PropagatedAttributes? outer, PropagatedAttributes attributes)
    {
        _outer = outer;
        if (attributes.IsBaggage && Activity.Current is { } current)
        {
            _carrier = current;
            _carried = [.. current.Baggage.Where(item => BaggageText.IsOurs(item.Key)).DistinctBy(item => item.Key)];
            BaggageText.Write(attributes, current);
        }
    }

    public static PropagationScope Enter(PropagatedAttributes attributes)
    {
        var scope = new PropagationScope(PropagatedAttributes.Current, attributes);
        PropagatedAttributes.Current = attributes;
        return scope;
    }

    public void Dispose()
    {
        if (_isLeft)
        {
            return;
        }

        _isLeft = true;
        PropagatedAttributes.Current = _outer;
        if (_carrier is not null)
        {
            BaggageText.Restore(_carrier, _carried);
        }
    }
}
