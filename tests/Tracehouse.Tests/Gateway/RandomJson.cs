using System.Text;

namespace Tracehouse.Tests.Gateway;

/// <summary>Makes up JSON that is valid and odd: the same from the same seed.</summary>
internal sealed class RandomJson(int seed)
{
    private static readonly string[] Spaces = ["", "", "", " ", "\n", "\t ", "\r\n  "];
    private static readonly string[] Numbers = ["0", "-0", "1.0", "1e400", "-12.50", "0.1000", "123456789012345678901234567890", "1E-7"];
    private static readonly string[] Letters = ["a", "Z", " ", "é", "漢", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\ud800", "\\\"", "\\\\", "\\/", "data: [DONE]", "<", "&", "'"];

    private readonly Random _random = new(seed);

    public int Next(int max) => _random.Next(max);

    public string Space() => Spaces[Next(Spaces.Length)];

    public bool Maybe() => Next(2) == 0;

    public string Text()
    {
        var text = new StringBuilder("\"");
        for (var i = Next(6); i > 0; i--)
        {
            text.Append(Letters[Next(Letters.Length)]);
        }

        return text.Append('"').ToString();
    }

    public string Value(int depth) => Next(depth > 0 ? 7 : 5) switch
    {
        0 => "null",
        1 => Maybe() ? "true" : "false",
        2 => Numbers[Next(Numbers.Length)],
        3 or 4 => Text(),
        5 => "[" + Space() + string.Join(",", Enumerable.Range(0, Next(4)).Select(_ => Space() + Value(depth - 1) + Space())) + "]",
        _ => "{" + Space() + string.Join(",", Enumerable.Range(0, Next(4)).Select(_ => $"{Space()}{Text()}{Space()}:{Space()}{Value(depth - 1)}{Space()}")) + "}",
    };

    /// <summary>Cuts bytes into pieces of random size.</summary>
    public IEnumerable<byte[]> Cut(byte[] bytes, int pieceMax)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var end = Math.Min(bytes.Length, at + 1 + Next(pieceMax));
            yield return bytes[at..end];
            at = end;
        }
    }
}
