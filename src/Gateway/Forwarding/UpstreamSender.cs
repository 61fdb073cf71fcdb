using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Translation;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Asks an upstream: sends the request with the few bytes changed, and waits for the head of the answer.</summary>
internal sealed class UpstreamSender(FailureWords words)
{
    /// <summary>Asks the one upstream of a plain call.</summary>
    public async ValueTask<ForwardFailure?> SendAsync(Call call, HttpRequest from, ProgressTimeout progress)
    {
        using var message = Write(call, call.Route!, from);
        progress.NoteProgress();
        try
        {
            call.Response = await call.Route!.Provider.InvokerFor(call.Dialect)!.SendAsync(message, progress.Token);
            return FaultOf(call.Response, call.Route);
        }
        catch (Exception e) when (IsExpected(e))
        {
            return Explain(e, call.Route!, message, progress);
        }
    }

    /// <summary>Makes one try of several, which takes the answer.</summary>
    public async Task<ForwardFailure?> SendAsync(UpstreamTry to, Call call, HttpRequest from)
    {
        var route = to.Target.Route;
        using var message = Write(call, route, from);
        to.Timeout.NoteProgress();
        try
        {
            to.Response = await route.Provider.InvokerFor(call.Dialect)!.SendAsync(message, to.Timeout.Token);
            return FaultOf(to.Response, route);
        }
        catch (Exception e) when (IsExpected(e))
        {
            return Explain(e, route, message, to.Timeout);
        }
    }

    /// <summary>Whether it is a failure of the network, and no bug.</summary>
    public static bool IsExpected(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;

    private static HttpRequestMessage Write(Call call, Route route, HttpRequest from)
    {
        var (provider, model) = route;
        var request = call.Request!;
        var message = new HttpRequestMessage(new HttpMethod(from.Method), provider.UrlOf(call.Dialect, model, from.QueryString.Value));
        message.Content = request.Body.IsEmpty && from.ContentLength is null ? null : new SplicedContent(request.Body, call.Dialect.Rewrite(request, model, call.AsksForUsageOf(route)));
        HeaderRules.CopyRequest(from, message, call.Holder.BringsOwnKey && HeaderRules.HasKey(from, provider.Key) ? provider.Key.With(null) : provider.Key);
        return message;
    }

    /// <summary>
    /// What is wrong with a request that could not be translated, and so was not sent, or with an upstream that changes to another protocol, which
    /// nobody asked for; null otherwise.
    /// </summary>
    private static ForwardFailure? FaultOf(HttpResponseMessage response, Route route) =>
        response is RefusedRequest { Fault: var fault } ? new ForwardFailure(ForwardCause.InvalidRequest, fault.Message, fault.Param)
        : (int)response.StatusCode < 200 ? new ForwardFailure(ForwardCause.UpstreamCut, $"{route.Provider.Name} gave status {(int)response.StatusCode} instead of an answer.")
        : null;

    private ForwardFailure Explain(Exception e, Route route, HttpRequestMessage message, ProgressTimeout progress)
    {
        var provider = route.Provider.Name;
        return progress.IsCancellationRequested ? words.Cancelled(progress)
            : IsUnreachable(e) ? new ForwardFailure(ForwardCause.UpstreamUnreachable, $"{provider} could not be reached at {message.RequestUri!.Authority}: {e.Message}")
            : new ForwardFailure(ForwardCause.UpstreamCut, $"{provider} gave no answer: {e.Message}");
    }

    /// <summary>Whether there never was a connection. A cancellation that is not ours is that of the time to connect.</summary>
    private static bool IsUnreachable(Exception e) => e is OperationCanceledException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
