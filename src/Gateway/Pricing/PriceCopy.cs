using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Pricing;

/// <summary>The last good price data that was fetched, in a file, so that a start without the network does not fall back.</summary>
internal sealed class PriceCopy(IOptions<PricingOptions> options)
{
    private readonly string _path = Path.GetFullPath(options.Value.File);

    /// <summary>Null when there is none, or it was fetched from somewhere else. Throws <see cref="IOException"/> or <see cref="JsonException"/> when it cannot be read.</summary>
    public FetchedPrices? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        using var file = File.OpenRead(_path);
        using var json = JsonDocument.Parse(file);
        var copy = json.RootElement;
        return copy.GetProperty("url").GetString() != options.Value.Url ? null : new FetchedPrices(
            JsonSerializer.SerializeToUtf8Bytes(copy.GetProperty("providers"), PriceCopyJson.Default.JsonElement),
            copy.GetProperty("version").GetString()!,
            copy.GetProperty("etag").GetString());
    }

    /// <summary>Replaces the file as a whole. Throws <see cref="IOException"/> when it cannot.</summary>
    public void Write(FetchedPrices prices)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var draft = _path + ".new";
        using (var file = File.Create(draft))
        {
            using var json = new Utf8JsonWriter(file);
            json.WriteStartObject();
            json.WriteString("url", options.Value.Url);
            json.WriteString("version", prices.Version);
            json.WriteString("etag", prices.ETag);
            json.WritePropertyName("providers");
            json.WriteRawValue(prices.Data.Span);
            json.WriteEndObject();
            json.Flush();
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, _path, overwrite: true);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class PriceCopyJson : System.Text.Json.Serialization.JsonSerializerContext;
