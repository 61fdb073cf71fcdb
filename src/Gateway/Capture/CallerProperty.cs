using System.Text.Encodings.Web;
using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Capture;

/// <summary>Something that a header says of a call, to be kept beside its metadata.</summary>
internal readonly record struct CallerProperty(string Name, string Value)
{
    /// <summary>One object of what was written as metadata, which stays as it was written, and behind it the properties whose names it does not have.</summary>
    public static Utf8Text Append(ReadOnlySpan<byte> metadata, IReadOnlyList<CallerProperty> properties)
    {
        using var json = new PooledBytes();
        json.Write("{"u8);
        var names = new HashSet<string>();
        if (metadata.Length > 0 && metadata[0] == (byte)'{')
        {
            ReadNames(metadata, names);
            json.Write(metadata[1..^1]);
        }
        else if (metadata.Length > 0 && !metadata.SequenceEqual("null"u8))
        {
            names.Add("_raw");
            json.Write("\"_raw\":"u8);
            json.Write(metadata);
        }

        foreach (var (name, value) in properties)
        {
            var isFirst = names.Count == 0;
            if (names.Add(name))
            {
                json.Write(isFirst ? default : ","u8);
                WriteText(json, name);
                json.Write(":"u8);
                WriteText(json, value);
            }
        }

        json.Write("}"u8);
        return new Utf8Text(json.ToArray());
    }

    private static void ReadNames(ReadOnlySpan<byte> metadata, HashSet<string> names)
    {
        var reader = new Utf8JsonReader(metadata, JsonText.Deep);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(JsonText.Read(ref reader) ?? "");
            reader.Read();
            reader.Skip();
        }
    }

    private static void WriteText(PooledBytes json, string text)
    {
        json.Write("\""u8);
        json.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        json.Write("\""u8);
    }
}
