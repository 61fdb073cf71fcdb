namespace Tracehouse.Gateway.Aliases;

/// <summary>Which calls a target is for, ready to be asked.</summary>
internal sealed class AliasConditions
{
    private static readonly string[] Things = ["tools", "images", "response_format"];

    private readonly AliasConditionOptions _options;
    private readonly string[] _has;
    private readonly (string Name, string Value)? _metadata;
    private readonly (string Name, string Value)? _header;

    public AliasConditions(AliasConditionOptions options)
    {
        _options = options;
        _has = Split(options.Has);
        _metadata = Pair(options.Metadata);
        _header = Pair(options.Header);
    }

    public static bool AreKnown(string? has) => Split(has).All(Things.Contains);

    /// <summary>Whether all of them hold.</summary>
    public bool Hold(CallFacts call) =>
        call.PromptBytes >= (_options.PromptBytesMin ?? 0)
        && call.PromptBytes <= (_options.PromptBytesMax ?? long.MaxValue)
        && (_options.Project is null || _options.Project == call.Project)
        && (_options.User is null || _options.User == call.User)
        && (_metadata is not { } entry || call.HasMetadata(entry.Name, entry.Value))
        && (_header is not { } header || call.HasHeader(header.Name, header.Value))
        && Array.TrueForAll(_has, thing => Has(call, thing));

    private static bool Has(CallFacts call, string thing) => thing switch
    {
        "tools" => call.HasParameter("tools"u8) || call.HasParameter("functions"u8),
        "images" => call.HasImages(),
        _ => call.HasParameter("response_format"u8) || call.HasParameter("text"u8),
    };

    private static string[] Split(string? list) => list?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static (string, string)? Pair(string? text) => text?.IndexOf('=') is { } at and > 0 ? (text[..at].Trim(), text[(at + 1)..].Trim()) : null;
}
