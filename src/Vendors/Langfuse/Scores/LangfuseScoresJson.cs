using System.Text.Json.Serialization;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Scores;

/// <summary>A page of score configs.</summary>
internal sealed record ScoreConfigList(IReadOnlyList<ScoreConfig> Data, PageMeta Meta);

/// <summary>A page of scores.</summary>
internal sealed record ScoreList(IReadOnlyList<ScoreAnswer> Data, PageMeta Meta);

/// <summary>A stretch of scores of the third version.</summary>
internal sealed record ScoreStretch(IReadOnlyList<ScoreAnswer> Data, ScoreStretchMeta Meta);

/// <summary>Where the next stretch begins; null behind the last.</summary>
internal sealed record ScoreStretchMeta(int Limit, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cursor);

/// <summary>The id of a score that was kept.</summary>
internal sealed record KeptScore(string Id);

[JsonSerializable(typeof(ScoreConfig))]
[JsonSerializable(typeof(ScoreConfigBody))]
[JsonSerializable(typeof(ScoreConfigList))]
[JsonSerializable(typeof(ScoreAnswer))]
[JsonSerializable(typeof(ScoreList))]
[JsonSerializable(typeof(ScoreStretch))]
[JsonSerializable(typeof(KeptScore))]
internal sealed partial class LangfuseScoresJson : JsonSerializerContext
{
    /// <summary>As Langfuse writes it.</summary>
    public static LangfuseScoresJson Readable { get; } = new(LangfuseJson.NewOptions());
}
