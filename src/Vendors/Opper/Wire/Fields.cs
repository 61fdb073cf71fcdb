using System.Globalization;
using System.Text.Json;
using Tracehouse.Records;

namespace Tracehouse.Vendors.Opper.Wire;

/// <summary>The properties of a body. The first that is not as it must be is named by <see cref="Fault"/>; reading goes on without it.</summary>
internal sealed class Fields(JsonElement body)
{
    private static readonly DateTimeOffset Latest = new(2299, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong; empty when nothing is.</summary>
    public string Fault { get; private set; } = "";

    public JsonElement Body { get; } = body;

    /// <summary>The first of these names that says something; else undefined.</summary>
    public JsonElement Any(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return value;
            }
        }

        return default;
    }

    public bool Has(string name) => Any(name).ValueKind != JsonValueKind.Undefined;

    public string? Text(params ReadOnlySpan<string> names)
    {
        var value = Any(names);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.String => value.GetString(),
            _ => Blame<string>($"'{names[0]}' must be a string."),
        };
    }

    public string Required(string name, string meaning)
    {
        var text = Text(name);
        if (string.IsNullOrEmpty(text))
        {
            Blame<string>($"'{name}' is missing: {meaning}.");
        }

        return text ?? "";
    }

    /// <summary>An id: visible text of bounded length.</summary>
    public string? Id(params ReadOnlySpan<string> names)
    {
        var text = Text(names);
        return text is null || SpanId.TryParse(text, out _) ? text : Blame<string>($"'{names[0]}' must have 1 to {SpanId.LengthMax} visible characters.");
    }

    public double? Number(params ReadOnlySpan<string> names)
    {
        var value = Any(names);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.Number when double.IsFinite(value.GetDouble()) => value.GetDouble(),
            _ => Amount($"'{names[0]}' must be a number."),
        };
    }

    public int? Whole(string name, int least, int most)
    {
        var number = Number(name);
        return number is null ? null : number >= least && number <= most ? (int)Math.Round(number.Value) : (int?)Amount($"'{name}' must be from {least} to {most}.");
    }

    public bool? Flag(string name) => Any(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Undefined => null,
        _ => Amount($"'{name}' must be true or false.") is null ? null : false,
    };

    /// <summary>A time; one without a zone is of UTC.</summary>
    public DateTimeOffset? Time(string name)
    {
        var text = Text(name);
        if (text is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time >= DateTimeOffset.UnixEpoch && time < Latest)
        {
            return time;
        }

        Blame<string>($"'{name}' must be a time such as 2026-11-01T08:00:00Z, from 1970 to 2298.");
        return null;
    }

    public JsonElement Map(params ReadOnlySpan<string> names)
    {
        var value = Any(names);
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Object))
        {
            Blame<string>($"'{names[0]}' must be an object.");
            return default;
        }

        return value;
    }

    /// <summary>Text as it is, anything else as JSON; null when there is nothing.</summary>
    public string? Said(params ReadOnlySpan<string> names)
    {
        var value = Any(names);
        return value.ValueKind switch
        {
            JsonValueKind.Undefined => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }

    public T? Blame<T>(string fault)
        where T : class
    {
        Fault = Fault.Length == 0 ? fault : Fault;
        return null;
    }

    private double? Amount(string fault)
    {
        Blame<string>(fault);
        return null;
    }
}
