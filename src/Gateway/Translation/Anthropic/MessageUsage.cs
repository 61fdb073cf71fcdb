using System.Text.Json;

namespace Tracehouse.Gateway.Translation.Anthropic;

/// <summary>Anthropic's token counts, of which in a stream the last word counts.</summary>
internal sealed class MessageUsage
{
    private readonly Dictionary<string, byte[]> _others = [];
    private long _input;
    private long _output;
    private long? _cacheRead;
    private long? _cacheWritten;
    private long? _thinking;

    public void Read(JsonElement? usage)
    {
        if (usage is not { ValueKind: JsonValueKind.Object } counts)
        {
            return;
        }

        foreach (var property in counts.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                Read(property);
            }
        }
    }

    public ChatUsage ToUsage() => new()
    {
        Input = _input + (_cacheRead ?? 0) + (_cacheWritten ?? 0),
        Output = _output,
        CacheRead = _cacheRead,
        CacheWritten = _cacheWritten,
        Reasoning = _thinking,
        Others = [.. _others.Select(other => (other.Key, other.Value))],
    };

    private void Read(JsonProperty property)
    {
        var count = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt64(out var number) && number >= 0 ? number : (long?)null;
        switch (property.Name)
        {
            case "input_tokens":
                _input = count ?? _input;
                break;
            case "output_tokens":
                _output = count ?? _output;
                break;
            case "cache_read_input_tokens":
                _cacheRead = count ?? _cacheRead;
                break;
            case "cache_creation_input_tokens":
                _cacheWritten = count ?? _cacheWritten;
                break;
            default:
                _others[property.Name] = property.Value.Raw().ToArray();
                _thinking = property.NameEquals("output_tokens_details") ? property.Value.GetCount("thinking_tokens") : _thinking;
                break;
        }
    }
}
