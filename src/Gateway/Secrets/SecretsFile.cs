using System.Text.Json;

namespace Tracehouse.Gateway.Secrets;

/// <summary>A JSON file of provider keys as OpenTracy has it: <c>{"openai": "sk-…"}</c>, or with the documented names such as <c>openai_api_key</c>.</summary>
internal static class SecretsFile
{
    private const int BytesMax = 1 << 20;
    private const string Suffix = "_api_key";

    /// <summary>The keys by provider; none and no fault when there is no such setting.</summary>
    public static (IReadOnlyDictionary<string, string> Keys, string? Fault) Read(string? path)
    {
        var keys = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (string.IsNullOrEmpty(path))
        {
            return (keys, null);
        }

        try
        {
            if (new FileInfo(path).Length > BytesMax)
            {
                return (keys, $"Keys:SecretsFile is \"{path}\", which is larger than {BytesMax} bytes.");
            }

            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var entry in document.RootElement.EnumerateObject())
            {
                if (entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString() is { Length: > 0 } key)
                {
                    keys[entry.Name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) ? entry.Name[..^Suffix.Length] : entry.Name] = key.Trim();
                }
            }

            return (keys, null);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return (keys, $"Keys:SecretsFile (or OPENTRACY_SECRETS_FILE) is \"{path}\", which cannot be read: {cause.Message}");
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // The reason may quote the file, which holds secrets.
            return (keys, $"Keys:SecretsFile (or OPENTRACY_SECRETS_FILE) is \"{path}\", which is not a JSON object of provider names and keys.");
        }
    }
}
