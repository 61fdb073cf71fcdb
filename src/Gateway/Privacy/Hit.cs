namespace Tracehouse.Gateway.Privacy;

/// <summary>A piece of text that may not be kept.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="Label">What takes its place, in brackets.</param>
/// <param name="QuoteDepth">
/// For a number of a JSON document, which must become a string: in how many JSON strings that document stands. Otherwise <see cref="Unquoted"/>.
/// </param>
internal readonly record struct Hit(int Start, int End, string Label, int QuoteDepth = Hit.Unquoted)
{
    public const int Unquoted = -1;

    /// <summary>The same in the text around, which has this text as a JSON string.</summary>
    public Hit Around(int start, int end) => this with { Start = start, End = end, QuoteDepth = QuoteDepth == Unquoted ? Unquoted : QuoteDepth + 1 };
}
