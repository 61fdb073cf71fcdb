using System.Text.Json;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Gateway.Metrics;

/// <summary>Counts calls since the start or the last reset, in memory of bounded size. What is not to be recorded is not counted either.</summary>
internal sealed class CallMetrics(IOptions<MetricsOptions> options, Random random)
{
    private readonly MetricsOptions _options = options.Value;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CallCounts> _byProvider = [];
    private readonly Dictionary<string, CallCounts> _byModel = [];
    private readonly Queue<RecentCall> _recent = new();
    private CallCounts _all = new(options.Value.SamplesMax, random);

    public void Add(SpanRecord record)
    {
        lock (_lock)
        {
            _all.Add(record);
            Find(_byProvider, record.Provider)?.Add(record);
            Find(_byModel, record.Model)?.Add(record);
            if (_recent.Count >= _options.RecentMax)
            {
                _recent.Dequeue();
            }

            _recent.Enqueue(RecentCall.Of(record));
        }
    }

    public void Reset()
    {
        lock (_lock)
        {
            _all = new CallCounts(_options.SamplesMax, random);
            _byProvider.Clear();
            _byModel.Clear();
            _recent.Clear();
        }
    }

    /// <summary>Writes an object with all counts.</summary>
    public void WriteSummary(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            json.WriteStartObject();
            _all.WriteTotal(json);
            WriteParts(json, "by_provider"u8, _byProvider);
            WriteParts(json, "by_model"u8, _byModel);
            json.WriteEndObject();
        }
    }

    /// <summary>Writes an array of the last calls, the newest last.</summary>
    public void WriteRecent(Utf8JsonWriter json, int count)
    {
        lock (_lock)
        {
            json.WriteStartArray();
            foreach (var call in _recent.Skip(Math.Max(0, _recent.Count - count)))
            {
                call.WriteTo(json);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>Writes how often which model was chosen. Nothing is known of clusters until calls are routed by them.</summary>
    public void WriteSelections(Utf8JsonWriter json)
    {
        lock (_lock)
        {
            json.WriteStartObject();
            json.WriteNumber("total_requests"u8, _all.Requests);
            json.WriteStartObject("model_selections"u8);
            foreach (var (model, counts) in _byModel)
            {
                json.WriteNumber(model, counts.Requests);
            }

            json.WriteEndObject();
            json.WriteStartObject("cluster_distributions"u8);
            json.WriteEndObject();
            json.WriteNull("avg_expected_error"u8);
            json.WriteNull("avg_cost_score"u8);
            json.WriteEndObject();
        }
    }

    private CallCounts? Find(Dictionary<string, CallCounts> parts, string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (!parts.TryGetValue(name, out var found) && parts.Count < _options.ModelsMax)
        {
            found = parts[name] = new CallCounts(_options.SamplesMax, random);
        }

        return found;
    }

    private static void WriteParts(Utf8JsonWriter json, ReadOnlySpan<byte> name, Dictionary<string, CallCounts> parts)
    {
        json.WriteStartObject(name);
        foreach (var (part, counts) in parts)
        {
            json.WriteStartObject(part);
            counts.WritePart(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
