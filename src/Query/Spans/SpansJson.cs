using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Query.Rows;

namespace Tracehouse.Query.Spans;

[JsonSerializable(typeof(SpanRow))]
[JsonSerializable(typeof(SpanPage))]
[JsonSerializable(typeof(PlacedSpan))]
[JsonSerializable(typeof(SpanPlace))]
[JsonSerializable(typeof(SpanNote))]
internal sealed partial class SpansJson : JsonSerializerContext
{
    /// <summary>Leaves text readable: the answers are JSON and never HTML, so nothing but what JSON demands is escaped.</summary>
    public static SpansJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
