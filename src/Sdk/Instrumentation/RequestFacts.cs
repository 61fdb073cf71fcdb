using System.Text;
using System.Text.Json;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse.Instrumentation;

/// <summary>Tells what a request says: the model, what is said to it, tools, parameters.</summary>
internal static class RequestFacts
{
    private const int ParameterBytesMax = 16 * 1024;

    public static void Tell(CallFormat format, BoundedCopy request, Observation observation)
    {
        if (request.IsCut || request.Head.IsEmpty)
        {
            observation.Update(model: FirstModel(request.Head.Span), input: request.Head.IsEmpty ? null : Encoding.UTF8.GetString(request.Head.Span));
            return;
        }

        using var json = JsonDocument.Parse(request.Head);
        var root = json.RootElement;
        var model = root.Text("model");
        observation.Update(name: model is null ? null : $"{CallFormats.NameOf(format)} {model}", model: model);
        var activity = observation.Activity!;
        activity.SetKnown(AttributeNames.ModelParameters, Parameters(root));
        activity.SetKnown("gen_ai.request.stream", root.Property("stream")?.ValueKind == JsonValueKind.True ? true : null);
        if (PayloadSettings.Current.IsKept)
        {
            observation.SetInput(Said(root.Property(format is CallFormat.Chat or CallFormat.Messages ? "messages" : "input")));
            activity.SetKnown("gen_ai.system_instructions", PayloadText.Of(Said(root.Property("system") ?? root.Property("instructions"))));
            activity.SetKnown("gen_ai.tool.definitions", PayloadText.Of(Said(root.Property("tools"))));
        }
    }

    /// <summary>Text as it is, everything else as the JSON that it was.</summary>
    private static string? Said(JsonElement? value) => value is not { } said ? null : said.ValueKind == JsonValueKind.String ? said.GetString() : said.GetRawText();

    /// <summary>Everything that is neither content nor how the answer travels.</summary>
    private static string? Parameters(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var count = 0;
        var text = JsonWriting.Text(json =>
        {
            json.WriteStartObject();
            foreach (var property in root.EnumerateObject())
            {
                var raw = IsParameter(property.Name) ? property.Value.GetRawText() : null;
                if (raw?.Length <= ParameterBytesMax)
                {
                    json.WritePropertyName(property.Name);
                    property.Value.WriteTo(json);
                    count++;
                }
            }

            json.WriteEndObject();
        });
        return count == 0 ? null : text;
    }

    private static bool IsParameter(string name) =>
        name is not ("model" or "messages" or "input" or "system" or "instructions" or "tools" or "stream" or "stream_options" or "metadata" or "prompt" or "store");

    /// <summary>The model of a request that is not whole; clients write it near the beginning.</summary>
    private static string? FirstModel(ReadOnlySpan<byte> head)
    {
        try
        {
            var json = new Utf8JsonReader(head, isFinalBlock: false, state: default);
            while (json.Read())
            {
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("model"u8) && json.Read())
                {
                    return json.TokenType == JsonTokenType.String ? json.GetString() : null;
                }
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return null;
    }
}
