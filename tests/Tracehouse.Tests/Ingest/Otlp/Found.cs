using System.Globalization;
using System.Text;
using Tracehouse.Ingest.Otlp.Decoding;
using Tracehouse.Ingest.Receiving;
using Tracehouse.Ingest.Spans;

namespace Tracehouse.Tests.Ingest.Otlp;

/// <summary>What a decoder finds, as text that shows every value with its type.</summary>
internal sealed class Found : IIncomingItems
{
    public static readonly DateTimeOffset Arrival = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    public static readonly DecodeLimits Limits = new(250_000, 100);

    public List<IncomingSpan> Spans { get; } = [];

    public List<IncomingLog> Logs { get; } = [];

    public List<string> Rejected { get; } = [];

    public static Found InProtobuf(OtlpSignal signal, byte[] body, out bool isGood, DecodeLimits? limits = null)
    {
        var found = new Found();
        isGood = new ProtobufDecoder(limits ?? Limits, Arrival, found).TryDecode(signal, body);
        return found;
    }

    public static Found InJson(OtlpSignal signal, byte[] body, out bool isGood, DecodeLimits? limits = null)
    {
        var found = new Found();
        isGood = new JsonDecoder(limits ?? Limits, Arrival, found).TryDecode(signal, body);
        return found;
    }

    public void Take(IncomingSpan span) => Spans.Add(span);

    public void Take(IncomingLog log, int bytes) => Logs.Add(log);

    public void Reject(string reason) => Rejected.Add(reason);

    /// <summary>The same without what the programs say of themselves, which the transcripts of captures leave out.</summary>
    public string WithoutResources()
    {
        var bare = new Found();
        bare.Spans.AddRange(Spans.Select(span => span with { Resource = IncomingAttributes.None }));
        bare.Logs.AddRange(Logs.Select(log => log with { Resource = IncomingAttributes.None }));
        return bare.ToString();
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var span in Spans)
        {
            text.Append(CultureInfo.InvariantCulture, $"span {span.TraceId} {span.SpanId} {span.ParentSpanId} {span.Kind} {span.StartTime:O} {span.EndTime:O} {span.StatusCode} {span.StatusMessage} {span.TraceState}");
            text.Append(CultureInfo.InvariantCulture, $" {span.DroppedAttributes} {span.DroppedEvents} {span.Scope.Name}@{span.Scope.Version}\n{span.Name}\n");
            text.Append(Typed(span.Attributes)).Append(Typed(span.Resource)).Append(Typed(span.Scope.Attributes));
            foreach (var happened in span.Events)
            {
                text.Append(CultureInfo.InvariantCulture, $"event {happened.Name} {happened.Time:O} {Typed(happened.Attributes)}\n");
            }
        }

        foreach (var log in Logs)
        {
            text.Append(CultureInfo.InvariantCulture, $"log {log.TraceId} {log.SpanId} {log.EventName} {log.Time:O} {Typed(log.Attributes)} {Typed(log.Resource)}");
            text.Append(log.Body is { } body ? Typed(body) : "no body").Append('\n');
        }

        return text.AppendJoin('\n', Rejected).ToString();
    }

    private static string Typed(IncomingAttributes attributes) => $"{{{string.Join(", ", attributes.Select(item => $"{item.Key}: {Typed(item.Value)}"))}}}\n";

    private static string Typed(AttributeValue value) => value.Kind switch
    {
        AttributeKind.Array => $"[{string.Join(", ", value.AsArray()!.Select(Typed))}]",
        AttributeKind.Map => Typed(value.AsMap()!),
        _ => $"{value.Kind} {value}",
    };
}
