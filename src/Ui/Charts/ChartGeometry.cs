using System.Globalization;
using System.Text;
using Tracehouse.Query.Traces;

namespace Tracehouse.Ui.Charts;

/// <summary>Where the buckets of a chart stand in a box of <see cref="Width"/> by <see cref="Height"/>.</summary>
public sealed record ChartGeometry
{
    public const double Width = 1000;
    public const double Height = 100;

    // A lone first call would otherwise be a bar as wide as the page.
    private const int SlotsMin = 24;

    private ChartGeometry(DateTimeOffset from, DateTimeOffset to, TimeSpan bucket, IReadOnlyList<ChartSlot> slots) =>
        (From, To, Bucket, Slots) = (from, to, bucket, slots);

    /// <summary>The left edge.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The right edge.</summary>
    public DateTimeOffset To { get; }

    /// <summary>How long a bucket is.</summary>
    public TimeSpan Bucket { get; }

    /// <summary>In order of time; a stretch without traces has none.</summary>
    public IReadOnlyList<ChartSlot> Slots { get; }

    public static ChartGeometry Of(TraceChart chart)
    {
        var bucket = TimeSpan.FromSeconds(chart.BucketSeconds);
        var least = bucket * SlotsMin;
        var from = chart.To - chart.From < least ? chart.To - least : chart.From;
        var perTick = Width / (chart.To - from).Ticks;
        var width = bucket.Ticks * perTick;
        var slots = chart.Buckets.Select(each => new ChartSlot((each.Start - from).Ticks * perTick, width, each));
        return new ChartGeometry(from, chart.To, bucket, [.. slots]);
    }

    /// <summary>The least of 1, 2, 2.5, 5 times a power of ten that is not below the value; 1 for nothing.</summary>
    public static double NiceMax(double value)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        foreach (var step in (double[])[1, 2, 2.5, 5])
        {
            // The tolerance keeps 0.3 / 0.1 from being taken for more than 3.
            if (value <= step * power * (1 + 1e-9))
            {
                return step * power;
            }
        }

        return 10 * power;
    }

    /// <summary>How high a value stands; what is not zero can always be seen.</summary>
    public static double HeightOf(double value, double max) => value <= 0 ? 0 : Math.Max(2, Math.Min(value / max, 1) * Height);

    /// <summary>A path through the middle of neighbouring slots, with a gap wherever buckets are missing.</summary>
    public string Line(Func<TraceBucket, double> value, double max)
    {
        var path = new StringBuilder();
        for (var i = 0; i < Slots.Count; i++)
        {
            if (!IsAlone(i))
            {
                path.Append(Joins(i) ? 'L' : 'M').Append(Point(Slots[i], value, max));
            }
        }

        return path.ToString();
    }

    /// <summary>The slots that have no neighbour, as points; a line through one of them would not be seen.</summary>
    public string Points(Func<TraceBucket, double> value, double max)
    {
        var path = new StringBuilder();
        for (var i = 0; i < Slots.Count; i++)
        {
            if (IsAlone(i))
            {
                path.Append('M').Append(Point(Slots[i], value, max)).Append("h0");
            }
        }

        return path.ToString();
    }

    /// <summary>A coordinate as SVG wants it.</summary>
    public static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private bool Joins(int slot) => slot > 0 && Slots[slot].Bucket.Start == Slots[slot - 1].Bucket.Start + Bucket;

    private bool IsAlone(int slot) => !Joins(slot) && !(slot + 1 < Slots.Count && Joins(slot + 1));

    private static string Point(ChartSlot slot, Func<TraceBucket, double> value, double max) =>
        Text(slot.Middle) + " " + Text(Height - (Math.Min(value(slot.Bucket) / max, 1) * Height));
}
