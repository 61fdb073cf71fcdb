using Microsoft.AspNetCore.Http;

namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>Says that nothing can be kept now, and which setting to look at.</summary>
internal static class NoRoom
{
    /// <summary>503.</summary>
    public static IResult Answer(HttpContext context, bool isOff) => Refuse.Unavailable(context, isOff
        ? "The store is switched off (ClickHouse:Enabled), so nothing is kept."
        : "There is no room (Spool:BytesMax), the record is too large (Spool:RecordBytesMax), or the disk refuses (Spool:Directory). Try again later.");
}
