using Tracehouse.Payloads;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Aliases;

/// <summary>What the conditions and the order of targets ask about a call; each is found out when it is asked for.</summary>
internal sealed class CallFacts(ProjectId project, ChatRequest request, IHeaderDictionary headers, CallerContext context)
{
    private CallerMetadata? _said;

    public string Project => project.Value;

    public int PromptBytes => request.Prompt.Length;

    public bool IsStream => request.IsStream;

    /// <summary>The user that the record will have.</summary>
    public string? User => Said.UserId;

    /// <summary>The conversation that the record will have.</summary>
    public string? Session => Said.SessionId;

    private CallerMetadata Said => _said ??= context.Of(request, headers).Said;

    public bool HasHeader(string name, string value) => headers[name].Contains(value, StringComparer.Ordinal);

    /// <summary>Whether the request has a property of this name with something in it.</summary>
    public bool HasParameter(ReadOnlySpan<byte> name)
    {
        foreach (var parameter in request.Parameters)
        {
            var (isName, isEmpty) = ReadParameter(parameter.Of(request.Body), name);
            if (isName && !isEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a part of the prompt is an image.</summary>
    public bool HasImages()
    {
        var prompt = request.Prompt.Of(request.Body);
        if (prompt.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(prompt, JsonText.Deep);
        var isType = false;
        while (reader.Read())
        {
            if (isType && reader.TokenType == JsonTokenType.String && IsImage(ref reader))
            {
                return true;
            }

            isType = reader.TokenType == JsonTokenType.PropertyName && JsonText.Is(ref reader, "type"u8);
        }

        return false;
    }

    public bool HasMetadata(string key, string value)
    {
        var metadata = request.Metadata.Of(request.Body);
        if (metadata.IsEmpty || metadata[0] != '{')
        {
            return false;
        }

        var reader = new Utf8JsonReader(metadata, JsonText.Deep);
        reader.Read();
        var name = Encoding.UTF8.GetBytes(key);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = JsonText.Is(ref reader, name);
            reader.Read();
            if (isKey && TextOf(ref reader) == value)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>Parameters are kept with their names, as they were written.</summary>
    private static (bool IsName, bool IsEmpty) ReadParameter(ReadOnlySpan<byte> parameter, ReadOnlySpan<byte> name)
    {
        if (parameter.IsEmpty || parameter[0] != '"')
        {
            return default;
        }

        // A name and its value are no whole JSON, so the name is compared by hand.
        var end = parameter[1..].IndexOf((byte)'"') + 1;
        if (!parameter[1..end].SequenceEqual(name))
        {
            return default;
        }

        var value = parameter[(end + 1)..].TrimStart(" \t\r\n:"u8);
        return (true, value.StartsWith("null"u8) || (value.StartsWith("["u8) && value[1..].TrimStart(" \t\r\n"u8).StartsWith("]"u8)));
    }

    private static bool IsImage(ref Utf8JsonReader reader) =>
        JsonText.Is(ref reader, "image_url"u8) || JsonText.Is(ref reader, "input_image"u8) || JsonText.Is(ref reader, "image"u8);

    private static string? TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => JsonText.Read(ref reader),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };
}
