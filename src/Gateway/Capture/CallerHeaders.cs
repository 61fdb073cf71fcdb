using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Capture;

/// <summary>
/// What the headers of a request say of its user, conversation and labels: in OpenTracy's words, those of Helicone, Portkey and LiteLLM, whose
/// clients then need no change, and as W3C baggage.
/// </summary>
internal sealed class CallerHeaders(int charsMax)
{
    private const string SessionHeader = "X-OpenTracy-Session-Id";
    private const string Helicone = "Helicone-";
    private const string HeliconeProperty = "Helicone-Property-";
    private const string Portkey = "x-portkey-";
    private const string LiteLlm = "x-litellm-";

    private static readonly CallerHeaders Nothing = new(0);

    private readonly List<CallerProperty> _properties = [];
    private string? _session;
    private string? _traceSession;
    private string? _user;
    private string? _baggageSession;
    private string? _baggageUser;
    private IReadOnlyList<string> _tags = [];

    /// <summary>What is kept beside the metadata.</summary>
    public IReadOnlyList<CallerProperty> Properties => _properties;

    /// <summary>What the headers say that were sent to say it.</summary>
    public CallerMetadata Said => this == Nothing ? CallerMetadata.None : new(_user, _session ?? _traceSession, _tags);

    /// <summary>What came along as baggage, for everybody on the way.</summary>
    public CallerMetadata Baggage => _baggageUser is null && _baggageSession is null ? CallerMetadata.None : new(_baggageUser, _baggageSession, []);

    /// <summary>Whether a header is between the caller and a gateway such as this one, so that no provider gets it.</summary>
    public static bool AreOf(string name) => name.Length > 0 && (name[0] | 0x20) switch
    {
        'h' => name.StartsWith(Helicone, StringComparison.OrdinalIgnoreCase),
        'x' => name.StartsWith(Portkey, StringComparison.OrdinalIgnoreCase) || name.StartsWith(LiteLlm, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    /// <summary>Reads all headers of a request.</summary>
    public static CallerHeaders Read(IHeaderDictionary headers, int charsMax)
    {
        var read = Nothing;
        foreach (var (name, values) in headers)
        {
            if (AreOf(name) || name.Equals(SessionHeader, StringComparison.OrdinalIgnoreCase) || name.Equals("baggage", StringComparison.OrdinalIgnoreCase))
            {
                read = read == Nothing ? new CallerHeaders(charsMax) : read;
                read.Take(name, values.ToString().Trim());
            }
        }

        return read;
    }

    private void Take(string name, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        switch (name.ToLowerInvariant())
        {
            case "x-opentracy-session-id": _session = Cut(value); break;
            case "helicone-session-id" or "x-litellm-session-id": _session ??= Cut(value); break;
            case "x-litellm-trace-id": _traceSession ??= Cut(value); break;
            case "helicone-user-id" or "x-litellm-end-user-id" or "x-litellm-customer-id": _user ??= Cut(value); break;
            case "helicone-session-name": Keep("session_name", value); break;
            case "helicone-session-path": Keep("session_path", value); break;
            case "x-litellm-tags": _tags = CallerMetadata.SplitTags(Cut(value)); break;
            case "x-portkey-metadata": ReadPortkey(value); break;
            case "x-portkey-trace-id":
                _traceSession ??= Cut(value);
                Keep("portkey_trace_id", value);
                break;
            case "baggage": ReadBaggage(value); break;
            default:
                if (name.StartsWith(HeliconeProperty, StringComparison.OrdinalIgnoreCase) && name.Length > HeliconeProperty.Length)
                {
                    Keep(name[HeliconeProperty.Length..], value);
                }

                break;
        }
    }

    /// <summary>Portkey's metadata is one object; names that begin with an underscore mean something.</summary>
    private void ReadPortkey(string value)
    {
        try
        {
            using var json = JsonDocument.Parse(value);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return;
            }

            foreach (var property in json.RootElement.EnumerateObject())
            {
                var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
                switch (property.Name)
                {
                    case "_user": _user ??= Cut(text); break;
                    case "_session" or "_session_id": _session ??= Cut(text); break;
                    default: Keep(property.Name, text); break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is no object, or holds text that is none; so it says nothing.
        }
    }

    /// <summary>Members are separated by commas, their own properties by semicolons, and values are percent-encoded.</summary>
    private void ReadBaggage(string value)
    {
        foreach (var member in value.Split(',', StringSplitOptions.TrimEntries))
        {
            var pair = member.Split(';')[0].Split('=', 2, StringSplitOptions.TrimEntries);
            if (pair.Length == 2 && pair[1].Length > 0)
            {
                _baggageSession ??= pair[0] == "session.id" ? Cut(Uri.UnescapeDataString(pair[1])) : null;
                _baggageUser ??= pair[0] is "user.id" or "enduser.id" ? Cut(Uri.UnescapeDataString(pair[1])) : null;
            }
        }
    }

    private void Keep(string name, string value) => _properties.Add(new CallerProperty(Cut(name), Cut(value)));

    /// <summary>No longer than the limit, and not with half a character at the end.</summary>
    private string Cut(string value) =>
        value.Length <= charsMax ? value : value[..(char.IsHighSurrogate(value[charsMax - 1]) ? charsMax - 1 : charsMax)];
}
