using System.Text;

namespace Tracehouse.Benchmarks.Upstream;

/// <summary>Prose to fill bodies with: it can be compressed like prose, not like one word over and over.</summary>
internal static class Text
{
    private static readonly string[] Syllables = ["ta", "ri", "mo", "len", "sa", "ku", "dor", "vi", "pe", "nal", "es", "tro", "be", "gi", "an", "hus"];

    public static string Words(int length, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(length + 16);
        while (text.Length < length)
        {
            for (var syllables = random.Next(1, 5); syllables > 0; syllables--)
            {
                text.Append(Syllables[random.Next(Syllables.Length)]);
            }

            text.Append(' ');
        }

        return text.ToString(0, length);
    }
}
