using System.Text;

namespace Tracehouse.Benchmarks.Ingest;

/// <summary>Text whose words are as frequent as those of prose are, by Zipf's law.</summary>
internal sealed class Words(int seed)
{
    private const int Known = 20_000;
    private static readonly string[] All = [.. Enumerable.Range(0, Known).Select(Word)];
    private readonly Random _random = new(seed);

    public string Take(int characters)
    {
        var text = new StringBuilder(characters + 12);
        while (text.Length < characters)
        {
            text.Append(All[(int)Math.Pow(Known, _random.NextDouble()) - 1]).Append(' ');
        }

        return text.ToString(0, characters);
    }

    private static string Word(int index)
    {
        var random = new Random(index);
        return new string([.. Enumerable.Range(0, 2 + (index % 9)).Select(_ => (char)('a' + random.Next(26)))]);
    }
}
