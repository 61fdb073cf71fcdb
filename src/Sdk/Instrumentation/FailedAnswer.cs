using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Tracehouse.Payloads;

namespace Tracehouse.Instrumentation;

/// <summary>An answer of an error, with the provider's own words where they can be found.</summary>
internal sealed class FailedAnswer(int status, int bytesMax) : IAnswerReader
{
    private readonly BoundedCopy _copy = new(Math.Min(bytesMax, 64 * 1024));

    public void Add(ReadOnlySpan<byte> bytes) => _copy.Add(bytes);

    public void Tell(Observation observation)
    {
        var words = Words();
        var message = PayloadText.Of(words) is { Length: > 0 } said ? $"{status}: {said}" : $"{status}";
        observation.Update(level: ObservationLevel.Error, statusMessage: message);
        observation.Activity?.SetTag("error.type", status.ToString(System.Globalization.CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error, message);
    }

    private string Words()
    {
        try
        {
            using var json = JsonDocument.Parse(_copy.Head);
            return json.RootElement.Object("error")?.Text("message") ?? json.RootElement.Text("message") ?? json.RootElement.Text("error") ?? Plain();
        }
        catch (JsonException)
        {
            return Plain();
        }
    }

    private string Plain() => Encoding.UTF8.GetString(_copy.Head.Span[..Math.Min(_copy.Head.Length, 1024)]);
}
