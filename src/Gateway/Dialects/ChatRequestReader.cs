using Tracehouse.Payloads;
using System.Text.Json;
using System.Text.Unicode;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Finds in a request, in one pass over its top level, what the gateway needs; judges no more than it must.</summary>
internal static class ChatRequestReader
{
    /// <summary>Returns null when the request can be routed. The request holds what was understood either way.</summary>
    public static RequestFault? Read(ChatRequest request, RequestShape shape, int depthMax)
    {
        if (request.ContentEncoding is { Length: > 0 } encoding && encoding != "identity")
        {
            return new RequestFault($"The body is compressed (Content-Encoding: {encoding}); send it plain.");
        }

        var body = request.Body.Span;
        if (body.IsEmpty)
        {
            return new RequestFault($"The body is empty; a JSON object with model and {shape.PromptName} is expected.");
        }

        if (!Utf8.IsValid(body))
        {
            return new RequestFault("The body is not valid UTF-8.");
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = depthMax });
        try
        {
            return ReadObject(ref reader, request, shape) ?? Missing(request, shape);
        }
        catch (JsonException) when (reader.CurrentDepth >= depthMax - 1)
        {
            return new RequestFault($"The body is nested deeper than {depthMax} levels (setting Gateway:RequestDepthMax).");
        }
        catch (JsonException e)
        {
            return new RequestFault($"The body is not valid JSON: {e.Message}");
        }
    }

    private static RequestFault? ReadObject(ref Utf8JsonReader reader, ChatRequest request, RequestShape shape)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new RequestFault("The body is not a JSON object.");
        }

        RequestFault? fault = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fault = ReadProperty(ref reader, request, shape) ?? fault;
            request.PropertiesEnd = (int)reader.BytesConsumed;
        }

        // Reading on past the closing brace finds whatever should not be there.
        reader.Read();
        return fault;
    }

    private static RequestFault? ReadProperty(ref Utf8JsonReader reader, ChatRequest request, RequestShape shape)
    {
        if (JsonText.Is(ref reader, "model"u8))
        {
            return ReadModel(ref reader, request, shape);
        }

        if (shape.HasPrompt && JsonText.Is(ref reader, shape.Prompt))
        {
            return ReadPrompt(ref reader, request, shape);
        }

        if (shape.HasInstructions && JsonText.Is(ref reader, shape.Instructions))
        {
            request.Instructions = ReadValue(ref reader);
            return null;
        }

        if (JsonText.Is(ref reader, "metadata"u8))
        {
            request.Metadata = ReadValue(ref reader);
            return null;
        }

        var nameStart = (int)reader.TokenStartIndex;
        if (JsonText.Is(ref reader, "stream"u8))
        {
            ReadValue(ref reader);
            request.IsStream = reader.TokenType == JsonTokenType.True;
        }
        else if (JsonText.Is(ref reader, "stream_options"u8))
        {
            ReadStreamOptions(ref reader, request);
        }
        else if (JsonText.Is(ref reader, "user"u8))
        {
            request.User = ReadValue(ref reader);
        }
        else if (JsonText.Is(ref reader, "safety_identifier"u8))
        {
            request.SafetyIdentifier = ReadValue(ref reader);
        }
        else if (JsonText.Is(ref reader, "prompt_cache_key"u8))
        {
            request.PromptCacheKey = ReadValue(ref reader);
        }
        else
        {
            ReadValue(ref reader);
        }

        request.Parameters.Add(new ByteRange(nameStart, (int)reader.BytesConsumed));
        return null;
    }

    private static RequestFault? ReadModel(ref Utf8JsonReader reader, ChatRequest request, RequestShape shape)
    {
        request.Models.Add(ReadValue(ref reader));
        if (reader.TokenType != JsonTokenType.String || JsonText.Read(ref reader) is not { } model)
        {
            return new RequestFault($"model must be a string such as \"{shape.ModelExample}\".", "model");
        }

        request.Model = model;
        return null;
    }

    private static RequestFault? ReadPrompt(ref Utf8JsonReader reader, ChatRequest request, RequestShape shape)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var probe = reader;
        var isEmpty = isArray && probe.Read() && probe.TokenType == JsonTokenType.EndArray;
        reader.Skip();
        request.Prompt = new ByteRange(start, (int)reader.BytesConsumed);
        return !shape.IsMessages || (isArray && !isEmpty) ? null : new RequestFault($"{shape.PromptName} must be an array with at least one message.", shape.PromptName);
    }

    private static void ReadStreamOptions(ref Utf8JsonReader reader, ChatRequest request)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        request.IncludeUsage = default;
        request.WantsUsage = false;
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isIncludeUsage = JsonText.Is(ref reader, "include_usage"u8);
                var value = ReadValue(ref reader);
                if (isIncludeUsage)
                {
                    request.IncludeUsage = value;
                    request.WantsUsage = reader.TokenType == JsonTokenType.True;
                }
            }
        }
        else
        {
            reader.Skip();
        }

        request.StreamOptions = new ByteRange(start, (int)reader.BytesConsumed);
    }

    private static ByteRange ReadValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new ByteRange(start, (int)reader.BytesConsumed);
    }

    private static RequestFault? Missing(ChatRequest request, RequestShape shape)
    {
        if (shape.NeedsModel && request.Models.Count == 0)
        {
            return new RequestFault($"model is missing; name one such as \"{shape.ModelExample}\".", "model");
        }

        return shape.NeedsPrompt && request.Prompt.IsEmpty ? new RequestFault($"{shape.PromptName} is missing.", shape.PromptName) : null;
    }
}
