using System.Globalization;
using Tracehouse.Query.Sql;

namespace Tracehouse.Query.Requests;

/// <summary>Reads the values of a query string. Where one is not as it must be, the fault says which, and what would be right.</summary>
public static class Values
{
    private const int WordLengthMax = 1000;

    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>A whole number within bounds.</summary>
    public static bool TryNumber(string name, string value, long min, long max, out long number, out string fault)
    {
        fault = "";
        if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= min && number <= max)
        {
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be a whole number from {min} to {max}.";
        return false;
    }

    /// <summary>Any number that can be compared.</summary>
    public static bool TryAmount(string name, string value, out double amount, out string fault)
    {
        fault = "";
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out amount) && double.IsFinite(amount))
        {
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be a number, such as 0.5.";
        return false;
    }

    /// <summary>A time, or null for none.</summary>
    public static bool TryTime(string name, string value, out DateTimeOffset? time, out string fault)
    {
        (time, fault) = (null, "");
        if (value.Length == 0)
        {
            return true;
        }

        if (DateTimeOffset.TryParseExact(value, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            time = parsed < TimeBounds.Earliest ? TimeBounds.Earliest : parsed > TimeBounds.Latest ? TimeBounds.Latest : parsed.ToUniversalTime();
            return true;
        }

        fault = $"Parameter '{name}' is '{value}'; it must be an ISO 8601 time such as 2026-04-18T00:00:00Z (write + as %2B), or a date such as 2026-04-18.";
        return false;
    }

    /// <summary>Text that is not too long.</summary>
    public static bool TryWord(string name, string value, out string fault)
    {
        fault = value.Length <= WordLengthMax ? "" : $"Parameter '{name}' has {value.Length} characters; at most {WordLengthMax} are allowed.";
        return fault.Length == 0;
    }

    /// <summary>One of some words.</summary>
    public static bool TryChoice(string name, string value, IReadOnlyCollection<string> choices, out string fault)
    {
        fault = value.Length == 0 || choices.Contains(value) ? "" : $"Parameter '{name}' is '{value}'; it must be {string.Join(", ", choices.SkipLast(1))} or {choices.Last()}.";
        return fault.Length == 0;
    }
}
