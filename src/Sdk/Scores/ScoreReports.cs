using System.Globalization;
using System.Text.Json.Nodes;
using Tracehouse.Reporting;
using Tracehouse.Wire;

namespace Tracehouse.Scores;

/// <summary>Scores as the server takes them. Writing one never throws: what cannot be written is dropped and counted.</summary>
internal sealed class ScoreReports(ReportQueue queue, TracehouseOptions options, TimeProvider time)
{
    /// <summary>The id of the score.</summary>
    public string Add(ScoreTarget target, string name, ScoreValue value, string? comment, string? id, IEnumerable<KeyValuePair<string, object?>>? metadata)
    {
        id ??= Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        try
        {
            if (options.IsEnabled)
            {
                Write(target, name, value, comment, id, metadata);
            }
        }
        catch (Exception)
        {
            queue.Drop();
        }

        return id;
    }

    private void Write(ScoreTarget target, string name, ScoreValue value, string? comment, string id, IEnumerable<KeyValuePair<string, object?>>? metadata)
    {
        if (value.ToJson() is not { } judged || string.IsNullOrEmpty(name) || target is { TraceId: null, SessionId: null })
        {
            queue.Drop();
            return;
        }

        var body = new JsonObject { ["id"] = id, ["name"] = name, ["data_type"] = value.DataType, ["value"] = judged };
        Set(body, "trace_id", target.SessionId is null ? target.TraceId : null);
        Set(body, "span_id", target.SessionId is null ? target.ObservationId : null);
        Set(body, "session_id", target.SessionId);
        Set(body, "comment", ReportText.Masked(comment, options));
        Set(body, "environment", options.Environment);
        body["timestamp"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        if (JsonText.OfEach(metadata) is { } all)
        {
            body["metadata"] = all;
        }

        queue.Add(new Report(Report.Scores, body, name.Length + (comment?.Length ?? 0) + 200));
    }

    private static void Set(JsonObject body, string name, string? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }
}
