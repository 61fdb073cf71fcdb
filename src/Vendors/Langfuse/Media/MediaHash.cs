namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>The SHA-256 of a file as it is sent, and what follows from it.</summary>
/// <param name="Id">The id of the file.</param>
/// <param name="Hex">The same hash, as files are named.</param>
internal readonly record struct MediaHash(string Id, string Hex)
{
    private const int IdCharacters = 22;
    private const int HashBytes = 32;

    /// <summary>False when the text is no such hash in base64.</summary>
    public static bool TryParse(string base64, out MediaHash hash)
    {
        var bytes = new byte[HashBytes];
        if (!Convert.TryFromBase64String(base64, bytes, out var written) || written != HashBytes)
        {
            hash = default;
            return false;
        }

        hash = new MediaHash(Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_')[..IdCharacters], Convert.ToHexStringLower(bytes));
        return true;
    }
}
