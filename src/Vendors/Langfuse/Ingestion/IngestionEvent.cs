using System.Text.Json;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Ingestion;

/// <summary>One event of a batch, as far as all of them are alike.</summary>
/// <param name="Id">Names the event; one that comes again is the same.</param>
/// <param name="Type">What it tells of.</param>
/// <param name="Time">When it was told, by its sender's clock; the order in which events count.</param>
/// <param name="Body">What it tells.</param>
internal sealed record IngestionEvent(string Id, string Type, DateTimeOffset Time, JsonElement Body)
{
    private const int IdCharactersMax = 800;

    /// <summary>The id for the answer, also of what is no event.</summary>
    public static string IdOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "";

    /// <summary>Null when it is no event; then the fault names the field.</summary>
    public static IngestionEvent? Read(JsonElement item, out string fault)
    {
        fault = "";
        if (item.ValueKind != JsonValueKind.Object)
        {
            fault = "An event must be an object with id, type, timestamp and body.";
            return null;
        }

        var fields = new JsonFields(item);
        var (id, type, time, body) = (fields.Text("id"), fields.Text("type"), fields.Time("timestamp"), fields.Map("body"));
        if (string.IsNullOrEmpty(id) || id.Length > IdCharactersMax)
        {
            fields.Refuse("id", $"must be text of 1 to {IdCharactersMax} characters.");
        }

        if (type is null)
        {
            fields.Refuse("type", $"is missing; it must be one of {EventKind.All}.");
        }

        if (time is null)
        {
            fields.Refuse("timestamp", "is missing; it must be a time such as 2026-11-01T08:00:00.000Z.");
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            fields.Refuse("body", "is missing; it must be an object.");
        }

        fault = fields.Fault;
        return fault.Length > 0 ? null : new IngestionEvent(id!, type!, time!.Value, body);
    }
}
