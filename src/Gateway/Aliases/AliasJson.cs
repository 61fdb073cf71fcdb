using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Gateway.Aliases;

/// <summary>An alias as JSON, and what is wrong with it in the words of its writer.</summary>
internal static class AliasJson
{
    /// <summary>One of the two is null.</summary>
    public static (AliasOptions? Alias, AliasFault? Fault) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var alias = JsonSerializer.Deserialize(json, AliasContract.Default.AliasOptions);
            return alias?.Targets is null ? (null, new AliasFault([], "it must be an object with targets")) : (alias, null);
        }
        catch (JsonException e)
        {
            var path = e.Path is { Length: > 2 } at ? at[2..] : "";
            var problem = path.Length == 0 ? "it must be a JSON object with properties of an alias" : "there is no such property, or its value is of the wrong type";
            return (null, new AliasFault(path.Length == 0 ? [] : [path], problem));
        }
    }

    public static byte[] Write(AliasOptions alias) => JsonSerializer.SerializeToUtf8Bytes(alias, AliasContract.Default.AliasOptions);

    /// <summary>The property at fault as JSON names it, such as <c>targets[0].model</c>.</summary>
    public static string FieldOf(AliasFault fault)
    {
        var field = "";
        foreach (var step in fault.Path)
        {
            var isIndex = int.TryParse(step, out var index);
            field += isIndex ? $"[{index}]" : $"{(field.Length > 0 ? "." : "")}{(char.IsUpper(step, 0) ? JsonNamingPolicy.SnakeCaseLower.ConvertName(step) : step)}";
        }

        return field;
    }

    public static string Describe(AliasFault fault) => FieldOf(fault) is { Length: > 0 } field ? $"{field}: {fault.Problem}." : $"{fault.Problem}.";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AliasOptions))]
internal sealed partial class AliasContract : JsonSerializerContext;
