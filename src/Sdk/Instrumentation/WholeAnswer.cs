using System.Text;
using System.Text.Json;

namespace Tracehouse.Instrumentation;

/// <summary>An answer in one piece of JSON.</summary>
internal sealed class WholeAnswer(CallFormat format, int bytesMax) : IAnswerReader
{
    private readonly BoundedCopy _copy = new(bytesMax);

    public void Add(ReadOnlySpan<byte> bytes) => _copy.Add(bytes);

    public void Tell(Observation observation)
    {
        if (!_copy.IsCut)
        {
            using var json = JsonDocument.Parse(_copy.Head);
            AnswerFacts.Tell(format, json.RootElement, observation);
            return;
        }

        observation.Update(usage: UsageInTail());
        if (format != CallFormat.Embeddings)
        {
            observation.SetOutput(Encoding.UTF8.GetString(_copy.Head.Span));
        }
    }

    /// <summary>Token counts stand at the end of an answer, so that the end of a long one still has them.</summary>
    private Usage? UsageInTail()
    {
        var at = _copy.Tail.Span.LastIndexOf("\"usage\""u8);
        if (at < 0)
        {
            return null;
        }

        var rest = _copy.Tail.Span[(at + 7)..];
        var reader = new Utf8JsonReader(rest[(rest.IndexOf((byte)':') + 1)..]);
        return JsonDocument.TryParseValue(ref reader, out var usage) ? AnswerFacts.UsageOf(format, usage.RootElement) : null;
    }
}
