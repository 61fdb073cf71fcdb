namespace Tracehouse.Vendors.Langfuse.Http;

/// <summary>The name of an environment as Langfuse keeps it: small letters, without a prefix that is its own, at most 40 characters, else <c>default</c>.</summary>
internal static class EnvironmentName
{
    private const int CharactersMax = 40;
    private const string Default = "default";

    private static readonly string[] Own = ["langfuse-", "langfuse_", "langfuse"];

    /// <summary>Null for none.</summary>
    public static string? Of(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var name = text.Trim().ToLowerInvariant();
        name = Own.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } own ? name[own.Length..] : name;
        name = name.Length > CharactersMax ? name[..CharactersMax] : name;
        return name.Length > 0 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_') ? name : Default;
    }
}
