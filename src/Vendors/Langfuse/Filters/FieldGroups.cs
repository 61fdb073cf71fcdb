using Microsoft.AspNetCore.Http;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Filters;

/// <summary>Reads which groups of fields are wanted: <c>fields=core,io</c>.</summary>
internal static class FieldGroups
{
    /// <summary>Those, or the answer to one that there is not.</summary>
    public static (IReadOnlySet<string>? Fields, IResult? Fault) Read(IQueryCollection query, IReadOnlyList<string> known, IReadOnlyList<string> usual)
    {
        var wanted = query["fields"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.Find(wanted, field => !known.Contains(field)) is { } other
            ? (null, Refuse.InvalidField("fields", $"There is no group of fields '{other}'; there are {string.Join(", ", known)}."))
            : ((wanted.Length == 0 ? usual : wanted).ToHashSet(StringComparer.Ordinal), null);
    }
}
