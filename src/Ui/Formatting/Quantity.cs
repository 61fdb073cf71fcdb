using System.Globalization;

namespace Tracehouse.Ui.Formatting;

/// <summary>Numbers as people read them.</summary>
internal static class Quantity
{
    /// <summary>Stands for what is not known.</summary>
    public const string Unknown = "–";

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Such as <c>12,345</c>.</summary>
    public static string Number(long? value) => value is { } number ? number.ToString("N0", Culture) : Unknown;

    /// <summary>Such as <c>12.3k</c>, for places where a hint is enough.</summary>
    public static string Short(long value) => value switch
    {
        < 1_000 => value.ToString(Culture),
        < 999_950 => Tenths(value / 1e3) + "k",
        < 999_950_000 => Tenths(value / 1e6) + "M",
        _ => Tenths(value / 1e9) + "G",
    };

    /// <summary>US dollars with as many digits as say something; an unknown price is never zero.</summary>
    public static string Cost(decimal? dollars) => dollars switch
    {
        null => Unknown,
        0 => "$0",
        >= 1_000 => "$" + dollars.Value.ToString("N0", Culture),
        >= 1 => "$" + dollars.Value.ToString("0.00", Culture),
        >= 0.001m => "$" + dollars.Value.ToString("0.0000", Culture),
        < 0 => "-" + Cost(-dollars),
        _ => "$" + TwoDigits(dollars.Value),
    };

    /// <summary>US dollars with all their digits, as a price list has them.</summary>
    public static string Price(decimal dollars) => "$" + dollars.ToString("0.##############", Culture);

    /// <summary>Such as <c>0.4 ms</c>, <c>820 ms</c>, <c>1.24 s</c> or <c>2 m 05 s</c>.</summary>
    public static string Duration(double? milliseconds) => milliseconds switch
    {
        null => Unknown,
        < 0.05 => "0 ms",
        < 9.95 => milliseconds.Value.ToString("0.0", Culture) + " ms",
        < 999.5 => milliseconds.Value.ToString("0", Culture) + " ms",
        < 59_995 => (milliseconds.Value / 1_000).ToString("0.00", Culture) + " s",
        < 3_599_500 => Pair(milliseconds.Value / 1_000, 60, "m", "s"),
        _ => Pair(milliseconds.Value / 60_000, 60, "h", "m"),
    };

    /// <summary>Such as <c>1.2 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => bytes.ToString(Culture) + " B",
        < 999_950 => Tenths(bytes / 1e3) + " kB",
        _ => Tenths(bytes / 1e6) + " MB",
    };

    private static string Tenths(double value) => value.ToString("0.#", Culture);

    private static string TwoDigits(decimal value)
    {
        var places = 0;
        for (var rest = value; rest < 0.1m && places < 26; rest *= 10)
        {
            places++;
        }

        return Math.Round(value, places + 2).ToString("0." + new string('#', places + 2), Culture);
    }

    private static string Pair(double value, int unit, string large, string small)
    {
        var whole = (long)Math.Round(value);
        return string.Create(Culture, $"{whole / unit} {large} {whole % unit:00} {small}");
    }
}
