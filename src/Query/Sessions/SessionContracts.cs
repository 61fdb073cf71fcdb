using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracehouse.Query.Groups;
using Tracehouse.Query.Traces;

namespace Tracehouse.Query.Sessions;

/// <summary>The answer of <c>GET /v1/sessions</c>.</summary>
internal sealed record SessionList(
    [property: JsonPropertyName("sessions")] IReadOnlyList<GroupLine> Sessions,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

/// <summary>The answer of <c>GET /v1/users</c>.</summary>
internal sealed record UserList(
    [property: JsonPropertyName("users")] IReadOnlyList<GroupLine> Users,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

/// <summary>The answer of <c>GET /v1/usage</c>.</summary>
internal sealed record UsageList(
    [property: JsonPropertyName("usage")] IReadOnlyList<GroupLine> Usage,
    [property: JsonPropertyName("total")] long Total,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

/// <summary>The answer of <c>GET /v1/sessions/{id}</c>: its sums, and its traces in the order of their start.</summary>
internal sealed record SessionBody(
    [property: JsonPropertyName("session")] GroupLine Session,
    [property: JsonPropertyName("traces")] IReadOnlyList<TraceLine> Traces,
    [property: JsonPropertyName("next_cursor")] string? NextCursor);

[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(UsageList))]
[JsonSerializable(typeof(SessionBody))]
internal sealed partial class SessionsJson : JsonSerializerContext
{
    /// <summary>Leaves text readable: the answers are JSON and never HTML, so nothing but what JSON demands is escaped.</summary>
    public static SessionsJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
