namespace Tracehouse.Gateway.Privacy;

/// <summary>Digits in a row, one of a sequence of such groups.</summary>
/// <param name="Start">The first digit.</param>
/// <param name="End">The byte after the last digit.</param>
/// <param name="Gap">What separates it from the group before.</param>
internal readonly record struct DigitGroup(int Start, int End, DigitGap Gap)
{
    public int Length => End - Start;
}
