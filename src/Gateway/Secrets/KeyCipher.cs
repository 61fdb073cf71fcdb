using System.Security.Cryptography;
using System.Text;

namespace Tracehouse.Gateway.Secrets;

/// <summary>Encrypts the keys of providers with AES-GCM (NIST SP 800-38D), each bound to its provider so that none can be passed off as another's.</summary>
internal sealed class KeyCipher(MasterKey master)
{
    private const string Purpose = "tracehouse provider keys";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The key as base64 of nonce, tag and cipher text.</summary>
    public string Seal(string provider, string key)
    {
        var plain = Encoding.UTF8.GetBytes(key);
        var packet = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(packet.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(master.Derive(Purpose), TagBytes);
        cipher.Encrypt(packet.AsSpan(0, NonceBytes), plain, packet.AsSpan(NonceBytes + TagBytes), packet.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(provider));
        CryptographicOperations.ZeroMemory(plain);
        return Convert.ToBase64String(packet);
    }

    /// <summary>Null when it was sealed with another master key, for another provider, or not at all.</summary>
    public string? Open(string provider, string text)
    {
        var packet = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, packet, out var written) || written < NonceBytes + TagBytes)
        {
            return null;
        }

        var plain = new byte[written - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(master.Derive(Purpose), TagBytes);
            cipher.Decrypt(
                packet.AsSpan(0, NonceBytes), packet.AsSpan(NonceBytes + TagBytes, plain.Length), packet.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(provider));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
