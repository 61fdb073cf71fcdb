using System.Globalization;
using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>Finds in the headers of an answer where its body ends, and what becomes of the connection.</summary>
internal static class HeadMeaning
{
    private const string TimeoutName = "timeout=";

    /// <summary>Throws <see cref="IOException"/> when the end of the body is in doubt.</summary>
    public static WireHead Of(int status, bool isOld, HeaderField[] fields, bool isToHead)
    {
        var (isChunked, keeps, length, idleSeconds) = (false, !isOld, (long?)null, (int?)null);
        foreach (var (name, value) in fields)
        {
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                length = ReadLength(value, length);
            }
            else if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
            {
                if (isChunked || isOld || !value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
                {
                    throw new IOException("The body of the answer comes in a way that was not asked for.");
                }

                isChunked = true;
            }
            else if (name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                keeps = keeps && !Closes(value);
            }
            else if (name.Equals("Keep-Alive", StringComparison.OrdinalIgnoreCase))
            {
                idleSeconds = ReadTimeout(value);
            }
        }

        if (isChunked && length is not null)
        {
            throw new IOException("The answer has both a length and chunks.");
        }

        var framing = isToHead || status is < 200 or 204 or 304 ? BodyFraming.None
            : isChunked ? BodyFraming.Chunked
            : length is not null ? BodyFraming.Length
            : BodyFraming.UntilClose;
        return new WireHead(status, fields, framing, length, keeps && status >= 200 && framing != BodyFraming.UntilClose, idleSeconds);
    }

    /// <summary>One length may be said several times, also in one header.</summary>
    private static long ReadLength(string value, long? before)
    {
        foreach (var range in value.AsSpan().Split(','))
        {
            var part = value.AsSpan(range).Trim(" \t");
            if (!long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || (before ?? length) != length)
            {
                throw new IOException("The length of the answer is in doubt.");
            }

            before = length;
        }

        return before!.Value;
    }

    private static bool Closes(string value)
    {
        foreach (var range in value.AsSpan().Split(','))
        {
            if (value.AsSpan(range).Trim(" \t").Equals("close", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int? ReadTimeout(string value)
    {
        foreach (var range in value.AsSpan().Split(','))
        {
            var part = value.AsSpan(range).Trim(" \t");
            if (part.StartsWith(TimeoutName, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(part[TimeoutName.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return seconds;
            }
        }

        return null;
    }
}
