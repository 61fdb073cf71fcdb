namespace Tracehouse.Payloads;

/// <summary>Inputs and outputs as text: strings as they are, everything else as JSON. Never throws, whatever the value does.</summary>
internal static class PayloadText
{
    /// <summary>Null for what is not kept.</summary>
    public static string? Of<T>(T value) => Kept(value).Text;

    public static KeptText Kept<T>(T value)
    {
        var settings = PayloadSettings.Current;
        if (!settings.IsKept || value is null)
        {
            return default;
        }

        // Text that is short enough needs no writing.
        return value is string said && said.Length <= settings.CharactersMax ? new KeptText(Masked(said, settings), false) : PayloadWriter.Rent().Value(value).Finish();
    }

    public static string Masked(string text, PayloadSettings settings)
    {
        try
        {
            return settings.Mask is null ? text : settings.Mask(text) ?? "";
        }
        catch (Exception cause)
        {
            return $"<left out: Mask threw {cause.GetType().Name}>";
        }
    }
}
