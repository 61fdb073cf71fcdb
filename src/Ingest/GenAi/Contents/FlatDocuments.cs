using System.Buffers;
using System.Text;
using Tracehouse.Ingest.GenAi.Messages;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Ingest.GenAi.Contents;

/// <summary>Rebuilds documents of which each piece came as an attribute with a number in its name.</summary>
internal sealed class FlatDocuments(int documentsMax)
{
    private const string Marker = "document.";

    private readonly SortedDictionary<int, List<(string Name, AttributeValue Value)>> _documents = [];

    /// <summary>Whether there were more than are kept.</summary>
    public bool IsCut { get; private set; }

    public bool IsEmpty => _documents.Count == 0;

    /// <summary>False when the attribute is none of a document or is beyond the limit.</summary>
    public bool TryAdd(ReadOnlySpan<char> path, AttributeValue value)
    {
        if (!FlatMessages.TryIndex(ref path, out var index) || !path.StartsWith(Marker, StringComparison.Ordinal))
        {
            return false;
        }

        if (!_documents.TryGetValue(index, out var document))
        {
            if (_documents.Count >= documentsMax)
            {
                IsCut = true;
                return false;
            }

            _documents.Add(index, document = []);
        }

        document.Add((path[Marker.Length..].ToString(), value));
        return true;
    }

    public string ToJson()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = JsonText.Writer(bytes))
        {
            json.WriteStartArray();
            foreach (var document in _documents.Values)
            {
                json.WriteStartObject();
                foreach (var (name, value) in document)
                {
                    json.WritePropertyName(name);
                    JsonValues.Write(json, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
