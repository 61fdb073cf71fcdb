namespace Tracehouse.Benchmarks.Gateways;

/// <summary>Every figure of every round, by peer and name.</summary>
internal sealed class Measures
{
    private readonly Dictionary<(string Peer, string Name), List<double>> _values = [];

    public void Add(string peer, string name, double value)
    {
        if (!_values.TryGetValue((peer, name), out var values))
        {
            _values[(peer, name)] = values = [];
        }

        values.Add(value);
    }

    /// <summary>The median over the rounds; not a number when there is none.</summary>
    public double Median(string peer, string name)
    {
        if (!_values.TryGetValue((peer, name), out var values))
        {
            return double.NaN;
        }

        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    public double Sum(string peer, string name) => _values.TryGetValue((peer, name), out var values) ? values.Sum() : 0;

    public (double Min, double Max) Spread(string peer, string name) =>
        _values.TryGetValue((peer, name), out var values) ? (values.Min(), values.Max()) : (double.NaN, double.NaN);
}
