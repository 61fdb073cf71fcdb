using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>Which stretch of a list is asked for.</summary>
internal readonly record struct Window(int Offset, int Limit)
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1_000;
    private const int OffsetMax = 1_000_000;

    /// <summary>Reads <c>offset</c> and <c>limit</c>; else says what is wrong.</summary>
    public static bool TryRead(HttpContext context, out Window window, out IResult? fault)
    {
        window = default;
        if (!TryNumber(context, "offset", 0, 0, OffsetMax, out var offset, out fault) || !TryNumber(context, "limit", LimitDefault, 1, LimitMax, out var limit, out fault))
        {
            return false;
        }

        window = new Window(offset, limit);
        return true;
    }

    private static bool TryNumber(HttpContext context, string name, int otherwise, int least, int most, out int number, out IResult? fault)
    {
        fault = null;
        number = otherwise;
        var text = context.Request.Query[name].ToString();
        if (text.Length == 0 || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most))
        {
            return true;
        }

        fault = Answers.Invalid(context, $"'{name}' must be a whole number from {least} to {most}.");
        return false;
    }
}
