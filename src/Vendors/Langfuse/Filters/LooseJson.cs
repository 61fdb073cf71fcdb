using System.Text.Json;

namespace Tracehouse.Vendors.Langfuse.Filters;

/// <summary>JSON that may be none.</summary>
internal static class LooseJson
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000, AllowDuplicateProperties = true };

    /// <summary>Null when the text is no JSON.</summary>
    public static JsonElement? Parse(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || !(start[0] is '{' or '[' or '"' or '-' or 't' or 'f' or 'n' || char.IsAsciiDigit(start[0])))
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(text, Deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
