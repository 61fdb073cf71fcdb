using System.Globalization;
using System.Text.Json;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>
/// Times as NeuralTrust's SDK writes them: milliseconds, cut to whole seconds, as numbers or text; a thousandfold of that where the caller gave them; and as ISO 8601
/// in older versions. The size of a number tells its unit, as no time of this century fits two.
/// </summary>
internal static class Moment
{
    private static readonly DateTimeOffset Latest = new(2299, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const double SecondsMost = 1e11;
    private const double MillisecondsMost = 1e14;
    private const double MicrosecondsMost = 1e17;

    /// <summary>False for what is no time; null, and true, for none at all.</summary>
    public static bool TryRead(JsonElement value, out DateTimeOffset? time)
    {
        time = null;
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return true;
            case JsonValueKind.Number:
                return TryNumber(value.GetDouble(), out time);
            case JsonValueKind.String when value.GetString() is "" or "None":
                return true;
            case JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return TryNumber(number, out time);
            case JsonValueKind.String when DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed):
                time = parsed;
                return IsKnown(parsed);
            default:
                return false;
        }
    }

    private static bool TryNumber(double number, out DateTimeOffset? time)
    {
        time = null;
        if (!double.IsFinite(number) || number < 0)
        {
            return false;
        }

        var milliseconds = number < SecondsMost ? number * 1e3 : number < MillisecondsMost ? number : number < MicrosecondsMost ? number / 1e3 : number / 1e6;
        if (milliseconds >= MillisecondsMost)
        {
            return false;
        }

        var parsed = DateTimeOffset.UnixEpoch.AddTicks((long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond));
        time = parsed;
        return IsKnown(parsed);
    }

    /// <summary>Whether the store can keep it.</summary>
    private static bool IsKnown(DateTimeOffset time) => time >= DateTimeOffset.UnixEpoch && time < Latest;
}
