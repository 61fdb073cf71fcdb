using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>Finds the files that JSON names in its texts, as SDKs write them: <c>@@@langfuseMedia:type=image/png|id=…|source=…@@@</c>.</summary>
internal sealed partial class MediaReferences(IEntities entities, MediaFiles files, MediaAddress address)
{
    private const int FoundMax = 100;
    private const int DepthMax = 100;

    /// <summary>Those that are kept here; a name of anything else is left out.</summary>
    public async Task<IReadOnlyList<MediaReference>> FindAsync(HttpRequest request, ProjectId project, IEnumerable<(string Field, JsonElement? Value)> fields, CancellationToken stop)
    {
        var named = fields.SelectMany(field => Named(field.Field, field.Value ?? default, "$", 0)).Take(FoundMax).ToList();
        if (named.Count == 0)
        {
            return [];
        }

        var ids = named.Select(one => one.MediaId).Distinct(StringComparer.Ordinal).ToList();
        var known = (await entities.ListAsync(new EntityQuery(project, MediaEntry.Kind) { Ids = ids, Limit = ids.Count }, stop)).Items
            .Select(entity => JsonSerializer.Deserialize(entity.Json.Bytes.Span, MediaJson.Readable.MediaEntry)!)
            .Where(entry => files.Has(project, entry.Sha256)).ToDictionary(entry => entry.MediaId, StringComparer.Ordinal);
        return [.. named.Where(one => known.ContainsKey(one.MediaId)).Select(one => new MediaReference(one.Field, one.Text, one.Path, MediaOf(known[one.MediaId])))];

        ReferencedMedia MediaOf(MediaEntry entry)
        {
            var (url, expiry) = address.Make(request, HttpMethods.Get, project, entry.MediaId);
            return new ReferencedMedia(entry.MediaId, entry.ContentType, entry.ContentLength, url, expiry);
        }
    }

    private static IEnumerable<(string Field, string Text, string Path, string MediaId)> Named(string field, JsonElement value, string path, int depth) => depth > DepthMax ? [] : value.ValueKind switch
    {
        JsonValueKind.String => Name().Matches(value.GetString()!).Select(match => (field, match.Value, path, match.Groups["id"].Value)),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Named(field, property.Value, $"{path}['{property.Name.Replace("'", "\\'", StringComparison.Ordinal)}']", depth + 1)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Named(field, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), depth + 1)),
        _ => [],
    };

    [GeneratedRegex(@"@@@langfuseMedia:type=[^|@]+\|id=(?<id>[^|@]+)\|source=[^|@]+@@@", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
