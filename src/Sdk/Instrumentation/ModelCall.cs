using System.Diagnostics;
using System.Net.Http.Headers;
using Tracehouse.Observations;
using Tracehouse.Payloads;

namespace Tracehouse.Instrumentation;

/// <summary>One call of a model over HTTP, told as an observation. Whatever is wrong with what it looks at costs the telling only.</summary>
internal sealed class ModelCall
{
    private const int BytesPerCharacter = 4;
    private readonly CallFormat _format;
    private readonly Observation _observation;
    private readonly int _bytesMax;
    private BoundedCopy _request = new(0);
    private IAnswerReader? _answer;
    private int _isEnded;

    private ModelCall(CallFormat format, Observation observation)
    {
        (_format, _observation) = (format, observation);
        _bytesMax = (int)Math.Min((long)PayloadSettings.Current.CharactersMax * BytesPerCharacter, 16 << 20);
    }

    /// <summary>Null when it is not recorded.</summary>
    public static ModelCall? Begin(CallFormat format, Uri address)
    {
        var observation = Tracing.StartObservation(CallFormats.NameOf(format), CallFormats.KindOf(format));
        if (!observation.IsRecorded)
        {
            observation.Dispose();
            return null;
        }

        observation.Activity!.SetTag(AttributeNames.Provider, CallFormats.ProviderOf(format, address));
        return new ModelCall(format, observation);
    }

    public HttpContent? Copied(HttpContent? body) => body is null ? null : new CopiedRequest(body, () => _request = new BoundedCopy(_bytesMax));

    /// <summary>The request has been sent and the answer begins.</summary>
    public void Answered(HttpResponseMessage answer) => Contained(() =>
    {
        RequestFacts.Tell(_format, _request, _observation);
        _observation.Activity!.SetTag("http.response.status_code", (int)answer.StatusCode);
        _answer = AnswerOf(answer);
        answer.Content = new CopiedAnswer(answer.Content, this);
    });

    public void Failed(Exception cause)
    {
        Contained(() => RequestFacts.Tell(_format, _request, _observation));
        End(cause);
    }

    public void Look(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _answer?.Add(bytes);
        }
        catch (Exception)
        {
            _answer = null;
        }
    }

    /// <summary>The answer is over; only the first time counts.</summary>
    public void End(Exception? cause)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 1)
        {
            return;
        }

        Contained(() => _answer?.Tell(_observation));
        if (cause is not null)
        {
            _observation.SetError(cause);
        }

        // Whoever reads the answer may be elsewhere by now, and stays there.
        var current = Activity.Current;
        _observation.Dispose();
        if (current != _observation.Activity)
        {
            Activity.Current = current;
        }
    }

    /// <summary>Null for what cannot be read, such as bytes that are still compressed.</summary>
    private IAnswerReader? AnswerOf(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentEncoding.Count > 0 ? answer.IsSuccessStatusCode ? null : new FailedAnswer((int)answer.StatusCode, 0)
        : !answer.IsSuccessStatusCode ? new FailedAnswer((int)answer.StatusCode, _bytesMax)
        : IsEvents(answer.Content.Headers.ContentType) ? new StreamedAnswer(_format, PayloadSettings.Current.CharactersMax, TimeProvider.System)
        : new WholeAnswer(_format, _bytesMax);

    private static bool IsEvents(MediaTypeHeaderValue? type) => type?.MediaType is "text/event-stream";

    private static void Contained(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception)
        {
            // What others send may be anything; the call itself goes on.
        }
    }
}
