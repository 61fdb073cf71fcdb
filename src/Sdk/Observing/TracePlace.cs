using System.Diagnostics;

namespace Tracehouse.Observing;

/// <summary>A stretch of the application whose outermost observations begin somewhere else than under the current one.</summary>
internal sealed class TracePlace : IDisposable
{
    private static readonly AsyncLocal<TracePlace?> Ambient = new();

    private readonly TraceContext _context;
    private readonly Activity? _above = Activity.Current;
    private readonly TracePlace? _outer = Ambient.Value;
    private bool _isLeft;

    private TracePlace(TraceContext context) => _context = context;

    /// <summary>Where an observation that starts now begins; null for "under the current one".</summary>
    public static TraceContext? Current => Ambient.Value is { } place && place._above == Activity.Current ? place._context : null;

    public static TracePlace Enter(TraceContext context)
    {
        var place = new TracePlace(context);
        Ambient.Value = place;
        return place;
    }

    public void Dispose()
    {
        if (!_isLeft)
        {
            _isLeft = true;
            Ambient.Value = _outer;
        }
    }
}
