using System.Diagnostics;
using Tracehouse.Instrumentation;

namespace Tracehouse;

/// <summary>
/// Traces the calls of models that pass through an <see cref="HttpClient"/>: OpenAI's chat completions, responses and embeddings, and Anthropic's messages, of whichever provider.
/// Each becomes a generation with messages, model, parameters, usage and errors; a call that a client tries again is one generation for each try. Bodies pass as they are,
/// and streams are not held up. A call to the gateway is recorded by the gateway, and is only told where it belongs.
/// </summary>
public sealed class TracingHandler : DelegatingHandler
{
    /// <summary>For a pipeline that sets what comes after, such as that of <c>IHttpClientFactory</c>.</summary>
    public TracingHandler()
    {
    }

    /// <param name="inner">What sends the requests.</param>
    public TracingHandler(HttpMessageHandler inner) : base(inner)
    {
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Begin(request) is not { } call)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var body = request.Content;
        try
        {
            request.Content = call.Copied(body);
            var answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            call.Answered(answer);
            return answer;
        }
        catch (Exception cause)
        {
            call.Failed(cause);
            throw;
        }
        finally
        {
            request.Content = body;
        }
    }

    /// <inheritdoc/>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var current = Activity.Current;
        if (Begin(request) is not { } call)
        {
            return base.Send(request, cancellationToken);
        }

        var body = request.Content;
        try
        {
            request.Content = call.Copied(body);
            var answer = base.Send(request, cancellationToken);
            call.Answered(answer);
            return answer;
        }
        catch (Exception cause)
        {
            call.Failed(cause);
            throw;
        }
        finally
        {
            request.Content = body;
            Activity.Current = current;
        }
    }

    /// <summary>Null for what is not to become a generation here.</summary>
    private static ModelCall? Begin(HttpRequestMessage request)
    {
        if (GatewayCalls.IsToGateway(request.RequestUri))
        {
            GatewayCalls.Place(request.Headers);
            return null;
        }

        return CallFormats.Of(request) is { } format && !OuterCall.IsWithin(Activity.Current) ? ModelCall.Begin(format, request.RequestUri!) : null;
    }
}
