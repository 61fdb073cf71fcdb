using System.Text.Json;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Dialects;

/// <summary>Reads a response that is whole: an answer that came in one piece, or what the last event of a stream holds.</summary>
internal sealed class ResponsesAnswerReader(PooledBytes text) : WholeAnswerReader
{
    private long _webSearches;
    private long _fileSearches;
    private string? _status;
    private string? _incompleteReason;
    private ByteRange _output;

    public ChatAnswer Read(ReadOnlySpan<byte> body, bool isTruncated)
    {
        ReadProperties(body);
        var isUnderstood = !_output.IsEmpty || Error is not null;
        return new ChatAnswer
        {
            Model = Model,
            Usage = _webSearches + _fileSearches == 0 ? Usage : Usage with
            {
                Details = UsageDetails.And(Usage.Details, (UsageKind.WebSearches, _webSearches), (UsageKind.FileSearches, _fileSearches)),
            },
            FinishReason = _incompleteReason ?? _status,
            Error = Error,
            Text = new Utf8Text(isUnderstood ? text.ToArray() : body.ToArray()),
            Messages = new Utf8Text(body[_output.Start.._output.End].ToArray()),
            ObjectEnd = ObjectEnd,
            Own = Own,
            IsTruncated = isTruncated,
            IsUnderstood = isUnderstood || isTruncated,
        };
    }

    protected override void ReadOther(ref Utf8JsonReader reader, ReadOnlySpan<byte> body)
    {
        var isStatus = JsonText.Is(ref reader, "status"u8);
        var isOutput = JsonText.Is(ref reader, "output"u8);
        var isIncomplete = JsonText.Is(ref reader, "incomplete_details"u8);
        reader.Read();
        if (isIncomplete && reader.TokenType == JsonTokenType.StartObject)
        {
            _incompleteReason = ReadText(ref reader, "reason"u8) ?? _incompleteReason;
        }
        else if (isOutput && reader.TokenType == JsonTokenType.StartArray)
        {
            var start = (int)reader.TokenStartIndex;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                ReadItem(ref reader);
            }

            _output = new ByteRange(start, (int)reader.BytesConsumed);
        }
        else
        {
            _status = isStatus && reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : _status;
            reader.Skip();
        }
    }

    /// <summary>
    /// Reads the text of an item that is a message, and counts the searches, which are paid for one by one. What comes as reasoning is content too, but
    /// not what was said; and a web search may be no more than opening a page, which costs nothing.
    /// </summary>
    private void ReadItem(ref Utf8JsonReader reader)
    {
        string? type = null;
        string? action = null;
        var hasContent = false;
        var content = default(Utf8JsonReader);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = JsonText.Is(ref reader, "type"u8);
            var isContent = JsonText.Is(ref reader, "content"u8);
            var isAction = JsonText.Is(ref reader, "action"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                type = JsonText.Read(ref reader);
            }
            else if (isAction && reader.TokenType == JsonTokenType.StartObject)
            {
                action = ReadText(ref reader, "type"u8);
            }
            else if (isContent)
            {
                content = reader;
                hasContent = true;
            }

            reader.Skip();
        }

        _webSearches += type == "web_search_call" && (action is null or "search") ? 1 : 0;
        _fileSearches += type == "file_search_call" ? 1 : 0;
        if (type == "message" && hasContent)
        {
            ContentReader.Append(ref content, text);
        }
    }

    /// <summary>A text that stands in the object at whose start the reader is; null when it is not there.</summary>
    private static string? ReadText(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        string? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = JsonText.Is(ref reader, name);
            reader.Read();
            found = isIt && reader.TokenType == JsonTokenType.String ? JsonText.Read(ref reader) : found;
            reader.Skip();
        }

        return found;
    }
}
