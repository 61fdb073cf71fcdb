namespace Tracehouse.Wire;

/// <summary>Parameters of an address, without those that say nothing.</summary>
internal static class QueryText
{
    public static string Of(IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var all = string.Join('&', parameters.Where(pair => pair.Value is not null).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value!)}"));
        return all.Length > 0 ? $"?{all}" : "";
    }
}
