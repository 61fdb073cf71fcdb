namespace Tracehouse.Records;

/// <summary>What every id has in common: some visible text of bounded length.</summary>
internal static class IdText
{
    public static bool IsValid(string? text, int lengthMax)
    {
        if (string.IsNullOrEmpty(text) || text.Length > lengthMax)
        {
            return false;
        }

        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                return false;
            }
        }

        return true;
    }
}
