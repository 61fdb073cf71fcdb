using System.Text.Json.Serialization;

namespace Tracehouse.Ingest.GenAi.Words;

/// <summary>Text as JSON.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class TextJson : JsonSerializerContext;
