using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>A page of a list, by <c>page</c> (from 1) and <c>limit</c>.</summary>
/// <param name="Number">Which page.</param>
/// <param name="Limit">How many on a page.</param>
internal readonly record struct PageRequest(int Number, int Limit)
{
    private const int NumberMax = 1_000_000;

    /// <summary>Behind how many it begins.</summary>
    public int Offset => (Number - 1) * Limit;

    /// <summary>The <c>meta</c> of the answer.</summary>
    public PageMeta Meta(long total) => new(Number, Limit, total, (total + Limit - 1) / Limit);

    /// <summary>Reads it; false with the answer to give when a value is out of range.</summary>
    public static bool TryParse(IQueryCollection query, out PageRequest page, [NotNullWhen(false)] out IResult? fault, int limitDefault = 50, int limitMax = 100)
    {
        page = default;
        if (!TryNumber(query, "page", 1, 1, NumberMax, out var number, out fault) || !TryNumber(query, "limit", limitDefault, 1, limitMax, out var limit, out fault))
        {
            return false;
        }

        page = new PageRequest(number, limit);
        return true;
    }

    /// <summary>A whole number of the query string, or the default.</summary>
    public static bool TryNumber(IQueryCollection query, string name, int value, int least, int most, out int number, [NotNullWhen(false)] out IResult? fault)
    {
        (number, fault) = (value, null);
        var text = query[name].ToString();
        if (text.Length == 0 || (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most))
        {
            return true;
        }

        fault = Refuse.InvalidField(name, $"'{name}' is '{text}'; it must be a whole number from {least} to {most}.");
        return false;
    }

    /// <summary>A time of the query string, or null for none.</summary>
    public static bool TryTime(IQueryCollection query, string name, out DateTimeOffset? time, [NotNullWhen(false)] out IResult? fault)
    {
        (time, fault) = (null, null);
        var text = query[name].ToString();
        if (text.Length == 0)
        {
            return true;
        }

        if (IsoTimeConverter.TryParse(text, out var parsed))
        {
            time = parsed;
            return true;
        }

        fault = Refuse.InvalidField(name, $"'{name}' is '{text}'; it must be a time such as 2026-11-01T08:00:00Z (write + as %2B).");
        return false;
    }
}
