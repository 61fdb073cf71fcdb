using System.Globalization;
using Tracehouse.Records;

namespace Tracehouse.Tests.Gateway;

/// <summary>A line of the table of costs that were worked out by hand.</summary>
/// <param name="Usd">Null for a call whose cost is not known.</param>
internal sealed record HandWorkedPrice(string Provider, string Model, DateTimeOffset Time, TokenUsage Usage, string Arithmetic, decimal? Usd)
{
    public static IReadOnlyList<HandWorkedPrice> Read(string path) => [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(ReadLine)];

    /// <summary>Tokens times dollars for a million, and counts at dollars for a thousand, added up.</summary>
    public static decimal Sum(string arithmetic) => arithmetic.Split(" + ").Sum(term =>
    {
        var factors = term.Split('*', '@').Select(factor => decimal.Parse(factor, CultureInfo.InvariantCulture)).ToArray();
        return factors[0] * factors[1] / (term.Contains('@') ? 1_000 : 1_000_000);
    });

    private static HandWorkedPrice ReadLine(string line)
    {
        var fields = line.Split(" | ");
        var counts = fields[3].Split(", ").Select(count => count.Split(' ')).ToDictionary(count => count[0], count => (long?)long.Parse(count[1], CultureInfo.InvariantCulture));
        var usage = new TokenUsage
        {
            Input = counts.GetValueOrDefault("input"),
            Output = counts.GetValueOrDefault("output"),
            CachedInput = counts.GetValueOrDefault("cached"),
            Reasoning = counts.GetValueOrDefault("reasoning"),
            Details = counts.Where(count => count.Key is not ("input" or "output" or "cached" or "reasoning")).ToDictionary(count => count.Key, count => count.Value!.Value),
        };
        var time = DateTimeOffset.Parse(fields[2], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new HandWorkedPrice(fields[0], fields[1], time, usage, fields[4], fields[5] == "none" ? null : decimal.Parse(fields[5], CultureInfo.InvariantCulture));
    }
}
