using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Query.Requests;

/// <summary>A stretch of a list that has a fixed order, as it stands in a query string by <c>limit</c> and <c>cursor</c>.</summary>
/// <param name="Limit">How many.</param>
/// <param name="Start">Behind how many.</param>
public readonly record struct Page(int Limit, int Start)
{
    /// <summary>Where the page behind this one begins, in the form of a cursor; null when this is the last of so many.</summary>
    public string? Next(long count) => Start + (long)Limit < count
        ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes((Start + Limit).ToString(CultureInfo.InvariantCulture)))
        : null;

    /// <summary>Reads it, and leaves other parameters to others. False when a value is out of range; then <paramref name="fault"/> says so.</summary>
    public static bool TryParse(IQueryCollection query, int limitDefault, int limitMax, out Page page, out string fault)
    {
        (page, fault) = (new Page(limitDefault, 0), "");
        if (query["limit"].ToString() is { Length: > 0 } limitText)
        {
            if (!Values.TryNumber("limit", limitText, 1, limitMax, out var limit, out fault))
            {
                return false;
            }

            page = page with { Limit = (int)limit };
        }

        if (query["cursor"].ToString() is not { Length: > 0 } cursor)
        {
            return true;
        }

        if (Base64Url.IsValid(cursor) && int.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)), NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            page = page with { Start = start };
            return true;
        }

        fault = "Parameter 'cursor' is no cursor of this list; take the next_cursor of an answer.";
        return false;
    }

    /// <summary>Whether all parameters are among those that are known; else <paramref name="fault"/> names them.</summary>
    public static bool AreKnown(IQueryCollection query, IReadOnlyCollection<string> known, out string fault)
    {
        var other = query.Keys.FirstOrDefault(name => !known.Contains(name));
        fault = other is null ? "" : $"Unknown parameter '{other}'. Known are: {string.Join(", ", known)}.";
        return other is null;
    }
}
