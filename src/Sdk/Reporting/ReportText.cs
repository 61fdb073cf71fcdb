namespace Tracehouse.Reporting;

/// <summary>Words of people in a report, masked as payloads are.</summary>
internal static class ReportText
{
    /// <summary>Never throws; where the callback does, the words are left out.</summary>
    public static string? Masked(string? text, TracehouseOptions options)
    {
        try
        {
            return text is null || options.Mask is null ? text : options.Mask(text);
        }
        catch (Exception cause)
        {
            return $"<left out: Mask threw {cause.GetType().Name}>";
        }
    }
}
