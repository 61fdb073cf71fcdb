using System.Text.RegularExpressions;

namespace Tracehouse.Engine.Errors;

/// <summary>A failed statement as ClickHouse reports it: a code, its name and a message; with the HTTP status to answer.</summary>
internal sealed partial record EngineError(int Code, string Name, string Message)
{
    private const int StandardException = 1001;

    /// <summary>The HTTP status; that of the code unless said otherwise.</summary>
    public int Status { get; init; } = ErrorStatus.Of(Code);

    /// <summary>Reads the text of the library. Wrapping the same error several times over, as it does for some, is undone.</summary>
    public static EngineError FromNative(string text)
    {
        var head = Head().Match(text);
        if (!head.Success)
        {
            return new EngineError(StandardException, "STD_EXCEPTION", text.TrimEnd());
        }

        var code = int.Parse(head.Groups["code"].ValueSpan);
        var rest = text[head.Length..];
        var name = "UNKNOWN_EXCEPTION";
        for (var tail = Tail().Match(rest); tail.Success; tail = Tail().Match(rest))
        {
            name = tail.Groups["name"].Success ? tail.Groups["name"].Value : name;
            rest = rest[..tail.Index];
        }

        return new EngineError(code, name, rest.TrimEnd('.', ' '));
    }

    /// <summary>The line that ClickHouse sends, with its closing newline.</summary>
    public string ToText(string version) => $"Code: {Code}. DB::Exception: {Message}. ({Name}) (version {version})\n";

    [GeneratedRegex(@"\A(?:Code: (?<code>\d+)\. DB::(?:[A-Za-z]*Exception|Exception): )+")]
    private static partial Regex Head();

    [GeneratedRegex(@"\.?\s*(?:\((?<name>[A-Z][A-Z0-9_]+)\)|\(version [^()]*(?:\([^()]*\))?\))\s*\z")]
    private static partial Regex Tail();
}
