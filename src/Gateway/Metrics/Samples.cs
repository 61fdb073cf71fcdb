namespace Tracehouse.Gateway.Metrics;

/// <summary>A fair choice among all times that were ever added, of bounded size, to tell percentiles by.</summary>
internal sealed class Samples(int max, Random random)
{
    private readonly List<double> _kept = [];
    private long _added;

    /// <summary>Each of all that were added is as likely as any other to be among those kept.</summary>
    public void Add(double value)
    {
        _added++;
        if (_kept.Count < max)
        {
            _kept.Add(value);
        }
        else if (random.NextInt64(_added) is var place && place < max)
        {
            _kept[(int)place] = value;
        }
    }

    /// <summary>The values below which these shares lie; zero when there are none.</summary>
    public double[] Percentiles(params ReadOnlySpan<double> shares)
    {
        var sorted = _kept.ToArray();
        Array.Sort(sorted);
        var found = new double[shares.Length];
        for (var index = 0; index < shares.Length; index++)
        {
            found[index] = sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(shares[index] * sorted.Length))];
        }

        return found;
    }
}
