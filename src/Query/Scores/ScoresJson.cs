using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracehouse.Query.Scores;

[JsonSerializable(typeof(ScoreRow))]
[JsonSerializable(typeof(ScorePage))]
internal sealed partial class ScoresJson : JsonSerializerContext
{
    /// <summary>Leaves text readable: the answers are JSON and never HTML, so nothing but what JSON demands is escaped.</summary>
    public static ScoresJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
