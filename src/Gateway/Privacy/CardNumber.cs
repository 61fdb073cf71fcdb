namespace Tracehouse.Gateway.Privacy;

/// <summary>Tells the numbers of payment cards by issuer, length and check digit (ISO/IEC 7812).</summary>
internal static class CardNumber
{
    private const int LengthMin = 13;
    private const int LengthMax = 19;

    private static readonly int[][] Shapes = [[4, 4, 4, 4, 3], [4, 4, 4, 4, 2], [4, 4, 4, 4, 1], [4, 4, 4, 4], [4, 6, 5], [4, 6, 4], [4, 4, 5]];

    /// <summary>How many of the groups make a card's number; 0 when they make none.</summary>
    public static int Groups(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups)
    {
        if (groups[0].Length is >= LengthMin and <= LengthMax)
        {
            return DigitGroups.MayEnd(text, groups, 1) && IsCard(text[groups[0].Start..groups[0].End]) ? 1 : 0;
        }

        if (groups[0].Length != 4)
        {
            return 0;
        }

        Span<byte> digits = stackalloc byte[LengthMax];
        foreach (var shape in Shapes)
        {
            if (HasShape(groups, shape) && DigitGroups.MayEnd(text, groups, shape.Length) && IsCard(digits[..Join(text, groups[..shape.Length], digits)]))
            {
                return shape.Length;
            }
        }

        return 0;
    }

    private static bool HasShape(ReadOnlySpan<DigitGroup> groups, int[] shape)
    {
        if (groups.Length < shape.Length)
        {
            return false;
        }

        for (var i = 0; i < shape.Length; i++)
        {
            if (groups[i].Length != shape[i] || (i > 0 && groups[i].Gap is not (DigitGap.Space or DigitGap.Dash)))
            {
                return false;
            }
        }

        return true;
    }

    private static int Join(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups, Span<byte> digits)
    {
        var length = 0;
        foreach (var group in groups)
        {
            text[group.Start..group.End].CopyTo(digits[length..]);
            length += group.Length;
        }

        return length;
    }

    private static bool IsCard(ReadOnlySpan<byte> digits)
    {
        var first = ((digits[0] - '0') * 1000) + ((digits[1] - '0') * 100) + ((digits[2] - '0') * 10) + digits[3] - '0';
        var isIssued = first switch
        {
            >= 4000 and < 5000 => digits.Length is 13 or 16 or 19,
            (>= 5100 and < 5600) or (>= 2221 and < 2721) => digits.Length == 16,
            (>= 3400 and < 3500) or (>= 3700 and < 3800) => digits.Length == 15,
            (>= 3000 and < 3060) or (>= 3600 and < 3700) or (>= 3800 and < 4000) => digits.Length is 14 or 16,
            (>= 3528 and < 3590) or (>= 5000 and < 5100) or (>= 5600 and < 7000) => digits.Length >= 16,
            _ => false,
        };
        return isIssued && HasCheckDigit(digits);
    }

    private static bool HasCheckDigit(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[^(i + 1)] - '0';
            value = i % 2 == 0 ? value : 2 * value;
            sum += value > 9 ? value - 9 : value;
        }

        return sum % 10 == 0;
    }
}
