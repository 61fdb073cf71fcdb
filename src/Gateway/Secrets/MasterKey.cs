using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Tracehouse.Gateway.Secrets;

/// <summary>The key that other keys are made from: a setting, or a file that only its owner may read.</summary>
internal sealed class MasterKey(IOptions<SecretsOptions> options)
{
    private const int Bytes = 32;

    private readonly Lock _gate = new();
    private byte[]? _key;

    /// <summary>A key of 32 bytes for one purpose. Throws <see cref="InvalidDataException"/> when the file cannot be used.</summary>
    public byte[] Derive(string purpose)
    {
        lock (_gate)
        {
            _key ??= options.Value.MasterKey is { Length: > 0 } setting ? Encoding.UTF8.GetBytes(setting) : FromFile(options.Value.MasterKeyFile);
            return HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, Bytes, info: Encoding.UTF8.GetBytes(purpose));
        }
    }

    private static byte[] FromFile(string path)
    {
        string text;
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            text = File.ReadAllText(path).Trim();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} (Keys:MasterKeyFile) cannot be used: {cause.Message}", cause);
        }

        var key = new byte[Bytes];
        return Convert.TryFromBase64String(text, key, out var written) && written == Bytes
            ? key
            : throw new InvalidDataException($"{path} (Keys:MasterKeyFile) does not hold {Bytes} bytes in base64; put it back from a backup, or delete it and set the providers' keys again.");
    }

    /// <summary>Under another name first, so that a crash leaves no half a key.</summary>
    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var draft = path + ".new";
        File.Delete(draft);
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, how))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes))));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
    }
}
