using System.IO.Compression;
using System.Text.Json;

namespace Tracehouse.Testing.Otlp;

/// <summary>A request as a real client sent it, with what it said of it beside.</summary>
public static class Capture
{
    private const int FrameHeadBytes = 5;

    /// <summary>The message itself, unframed and decompressed, and whether it is JSON.</summary>
    public static (byte[] Body, bool IsJson) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var headers = Headers(path);
        if (headers["content-type"].StartsWith("application/grpc", StringComparison.Ordinal))
        {
            return (bytes[FrameHeadBytes..], false);
        }

        return (headers.GetValueOrDefault("content-encoding") == "gzip" ? Inflate(bytes) : bytes, headers["content-type"] == "application/json");
    }

    public static Dictionary<string, string> Headers(string path)
    {
        using var meta = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(path, ".meta.json")));
        return meta.RootElement.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.ToString());
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Inflate(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
