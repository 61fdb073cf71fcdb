using System.Collections.Frozen;

namespace Tracehouse.Gateway.Translation.Bedrock;

/// <summary>Converse's words for the formats of files, by media type or by the end of a file's name.</summary>
internal static class FileFormat
{
    private static readonly FrozenDictionary<string, string[]> Formats = new Dictionary<string, string[]>
    {
        ["image"] = ["png", "jpeg", "gif", "webp"],
        ["document"] = ["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"],
        ["video"] = ["mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp"],
        ["audio"] = ["mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm"],
    }.ToFrozenDictionary();

    /// <summary>Where the end of a media type is not the word.</summary>
    private static readonly FrozenDictionary<string, string> OtherWords = new Dictionary<string, string>
    {
        ["jpg"] = "jpeg",
        ["htm"] = "html",
        ["3gp"] = "three_gp",
        ["3gpp"] = "three_gp",
        ["plain"] = "txt",
        ["markdown"] = "md",
        ["x-markdown"] = "md",
        ["msword"] = "doc",
        ["vnd.openxmlformats-officedocument.wordprocessingml.document"] = "docx",
        ["vnd.ms-excel"] = "xls",
        ["vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = "xlsx",
        ["quicktime"] = "mov",
        ["x-matroska"] = "mkv",
        ["x-flv"] = "flv",
        ["x-ms-wmv"] = "wmv",
        ["x-wav"] = "wav",
        ["wave"] = "wav",
    }.ToFrozenDictionary();

    /// <summary>Null for a format that Converse does not take. The media type goes before the name.</summary>
    public static string? Of(string kind, string mediaType, string fileName) =>
        Find(kind, mediaType[(mediaType.IndexOf('/') + 1)..]) ?? Find(kind, Path.GetExtension(fileName).TrimStart('.').ToLowerInvariant());

    /// <summary>All formats of a kind, for whoever used another.</summary>
    public static string All(string kind) => string.Join(", ", Formats[kind]);

    private static string? Find(string kind, string word)
    {
        var format = OtherWords.GetValueOrDefault(word, word);
        return Formats[kind].Contains(format) ? format : null;
    }
}
