using System.Text.Json.Nodes;

namespace Tracehouse.Reporting;

/// <summary>Something to tell the server.</summary>
/// <param name="Path">Where.</param>
/// <param name="Body">What.</param>
/// <param name="Characters">How long it is, about.</param>
internal sealed record Report(string Path, JsonObject Body, int Characters)
{
    /// <summary>Takes a list of its bodies in one request.</summary>
    public const string Scores = "v1/scores";

    /// <summary>Takes one event of a conversation.</summary>
    public const string Events = "v1/trace";
}
