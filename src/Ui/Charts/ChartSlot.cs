using Tracehouse.Query.Traces;

namespace Tracehouse.Ui.Charts;

/// <summary>A bucket and where it stands.</summary>
public sealed record ChartSlot(double X, double Width, TraceBucket Bucket)
{
    public double Middle => X + (Width / 2);
}
