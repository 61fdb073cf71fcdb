using System.Text.Json.Serialization;

namespace Tracehouse.Vendors.NeuralTrust;

/// <summary>What the SDK is told.</summary>
/// <param name="Status">The same as the status of the answer.</param>
/// <param name="Message">What was wrong; absent when nothing was.</param>
internal sealed record TraceAnswer(
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("message"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message);

[JsonSerializable(typeof(TraceAnswer))]
internal sealed partial class NeuralTrustJson : JsonSerializerContext;
