using System.Diagnostics;

namespace Tracehouse.Propagation;

/// <summary>A stretch of the application whose observations inherit attributes.</summary>
internal sealed class PropagationScope : IDisposable
{
    private readonly PropagatedAttributes? _outer;
    private bool _isLeft;

    private PropagationScope(PropagatedAttributes? outer) => _outer = outer;

    public static PropagationScope Enter(PropagatedAttributes attributes)
    {
        var scope = new PropagationScope(PropagatedAttributes.Current);
        PropagatedAttributes.Current = attributes;
        if (attributes.IsBaggage && Activity.Current is { } current)
        {
            BaggageText.Write(attributes, current);
        }

        return scope;
    }

    public void Dispose()
    {
        if (!_isLeft)
        {
            _isLeft = true;
            PropagatedAttributes.Current = _outer;
        }
    }
}
