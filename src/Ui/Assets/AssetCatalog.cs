using System.IO.Compression;
using System.Security.Cryptography;

namespace Tracehouse.Ui.Assets;

/// <summary>
/// The files for the browser. All of them live below one path segment that is a digest of their contents,
/// so each may be kept for ever, and modules find each other by relative names.
/// </summary>
internal sealed class AssetCatalog
{
    /// <summary>The path that all addresses start with.</summary>
    public const string Root = "/ui/assets";

    private const string Prefix = "assets/";
    private const int VersionLength = 12;

    private readonly Dictionary<string, Asset> _assets = new(StringComparer.Ordinal);

    public AssetCatalog()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var assembly = typeof(AssetCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var plain = new byte[stream.Length];
            stream.ReadExactly(plain);
            digest.AppendData(plain);
            _assets[name[Prefix.Length..]] = new Asset(ContentTypeOf(name), plain, Brotli(plain), Gzip(plain));
        }

        Version = Convert.ToHexStringLower(digest.GetHashAndReset())[..VersionLength];
    }

    /// <summary>Changes whenever a file changes.</summary>
    public string Version { get; }

    /// <summary>The address of a file.</summary>
    public string UrlOf(string name) => _assets.ContainsKey(name)
        ? $"{Root}/{Version}/{name}"
        : throw new InvalidOperationException($"There is no asset {name} in this program.");

    /// <summary>Null when there is no such file.</summary>
    public Asset? Find(string name) => _assets.GetValueOrDefault(name);

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"The content type of {other} files is not known."),
    };

    private static byte[] Brotli(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var packer = new BrotliStream(target, CompressionLevel.Optimal))
        {
            packer.Write(plain);
        }

        return target.ToArray();
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var target = new MemoryStream();
        using (var packer = new GZipStream(target, CompressionLevel.Optimal))
        {
            packer.Write(plain);
        }

        return target.ToArray();
    }
}
