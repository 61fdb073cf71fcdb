using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Server.Commands.OpenTracy;

/// <summary>How far a table has been copied: up to this row, in the order of time and id.</summary>
internal sealed record Bookmark
{
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>Milliseconds since 1970; -1 before the first row.</summary>
    [JsonPropertyName("time_ms")]
    public long TimeMs { get; init; } = -1;

    [JsonPropertyName("request_id")]
    public string RequestId { get; init; } = "";

    /// <summary>How many rows have been copied, in all runs.</summary>
    [JsonPropertyName("copied")]
    public long Copied { get; init; }

    /// <summary>Null when the file is no bookmark; one at the start when there is no file.</summary>
    public static Bookmark? Load(string file, string source)
    {
        if (!File.Exists(file))
        {
            return new Bookmark { Source = source };
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), BookmarkJson.Default.Bookmark);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file whole, so that a crash leaves the old or the new one.</summary>
    public void Save(string file)
    {
        var next = $"{file}.new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, BookmarkJson.Default.Bookmark));
        File.Move(next, file, overwrite: true);
    }
}

[JsonSerializable(typeof(Bookmark))]
internal sealed partial class BookmarkJson : JsonSerializerContext;
