using System.Text.Json;
using System.Text.Unicode;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Finds in a chat request, in one pass over its top level, what the gateway needs; judges no more than it must.</summary>
internal static class ChatRequestReader
{
    /// <summary>Returns null when the request can be routed. The request holds what was understood either way.</summary>
    public static RequestFault? Read(ChatRequest request, int depthMax)
    {
        var body = request.Body.Span;
        if (body.IsEmpty)
        {
            return new RequestFault("The body is empty; a JSON object with model and messages is expected.");
        }

        if (!Utf8.IsValid(body))
        {
            return new RequestFault("The body is not valid UTF-8.");
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = depthMax });
        try
        {
            return ReadObject(ref reader, request) ?? Missing(request);
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

    private static RequestFault? ReadObject(ref Utf8JsonReader reader, ChatRequest request)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return new RequestFault("The body is not a JSON object.");
        }

        RequestFault? fault = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            fault = ReadProperty(ref reader, request) ?? fault;
            request.PropertiesEnd = (int)reader.BytesConsumed;
        }

        // Reading on past the closing brace finds whatever should not be there.
        reader.Read();
        return fault;
    }

    private static RequestFault? ReadProperty(ref Utf8JsonReader reader, ChatRequest request)
    {
        if (JsonText.Is(ref reader, "model"u8))
        {
            return ReadModel(ref reader, request);
        }

        if (JsonText.Is(ref reader, "messages"u8))
        {
            return ReadMessages(ref reader, request);
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
        else
        {
            ReadValue(ref reader);
        }

        request.Parameters.Add(new ByteRange(nameStart, (int)reader.BytesConsumed));
        return null;
    }

    private static RequestFault? ReadModel(ref Utf8JsonReader reader, ChatRequest request)
    {
        request.Models.Add(ReadValue(ref reader));
        if (reader.TokenType != JsonTokenType.String || JsonText.Read(ref reader) is not { } model)
        {
            return new RequestFault("model must be a string such as \"openai/gpt-4o-mini\".", "model");
        }

        request.Model = model;
        return null;
    }

    private static RequestFault? ReadMessages(ref Utf8JsonReader reader, ChatRequest request)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var isArray = reader.TokenType == JsonTokenType.StartArray;
        var probe = reader;
        var isEmpty = isArray && probe.Read() && probe.TokenType == JsonTokenType.EndArray;
        reader.Skip();
        request.Messages = new ByteRange(start, (int)reader.BytesConsumed);
        return isArray && !isEmpty ? null : new RequestFault("messages must be an array with at least one message.", "messages");
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

    private static RequestFault? Missing(ChatRequest request)
    {
        if (request.Models.Count == 0)
        {
            return new RequestFault("model is missing; name one such as \"openai/gpt-4o-mini\".", "model");
        }

        return request.Messages.IsEmpty ? new RequestFault("messages is missing.", "messages") : null;
    }
}
