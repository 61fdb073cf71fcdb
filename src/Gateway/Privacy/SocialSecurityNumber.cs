namespace Tracehouse.Gateway.Privacy;

/// <summary>Tells social security numbers of the United States, of those that have been given out.</summary>
internal static class SocialSecurityNumber
{
    /// <summary>How many of the groups make such a number; 0 when they make none.</summary>
    public static int Groups(ReadOnlySpan<byte> text, ReadOnlySpan<DigitGroup> groups)
    {
        if (groups is not [{ Length: 3 } area, { Length: 2, Gap: DigitGap.Dash } group, { Length: 4, Gap: DigitGap.Dash } serial, ..] ||
            !DigitGroups.MayEnd(text, groups, 3))
        {
            return 0;
        }

        var given = text[area.Start..area.End];
        return given.SequenceEqual("000"u8) || given.SequenceEqual("666"u8) || given[0] == '9' || text[group.Start..group.End].SequenceEqual("00"u8) ||
            text[serial.Start..serial.End].SequenceEqual("0000"u8) ? 0 : 3;
    }
}
