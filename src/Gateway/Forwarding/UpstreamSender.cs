using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Routing;
using Tracehouse.Gateway.Translation;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>
/// Asks an upstream: sends the request with the few bytes changed, and waits for the head of the answer. What is only passed on goes over connections of
/// our own; what is signed or translated on its way, through handlers of .NET.
/// </summary>
internal sealed class UpstreamSender(FailureWords words)
{
    /// <summary>Asks the one upstream of a plain call.</summary>
    public async ValueTask<ForwardFailure?> SendAsync(Call call, HttpRequest from, ProgressTimeout progress)
    {
        progress.NoteProgress();
        try
        {
            call.Response = await AskAsync(call, call.Route!, from, progress.Token);
            return FaultOf(call.Response, call.Route!);
        }
        catch (Exception e) when (IsExpected(e))
        {
            return Explain(e, call.Route!, progress);
        }
    }

    /// <summary>Makes one try of several, which takes the answer.</summary>
    public async Task<ForwardFailure?> SendAsync(UpstreamTry to, Call call, HttpRequest from)
    {
        var route = to.Target.Route;
        to.Timeout.NoteProgress();
        try
        {
            to.Response = await AskAsync(call, route, from, to.Timeout.Token);
            return FaultOf(to.Response, route);
        }
        catch (Exception e) when (IsExpected(e))
        {
            return Explain(e, route, to.Timeout);
        }
    }

    /// <summary>Whether it is a failure of the network, and no bug.</summary>
    public static bool IsExpected(Exception e) => e is HttpRequestException or IOException or OperationCanceledException;

    private static ValueTask<UpstreamAnswer> AskAsync(Call call, Route route, HttpRequest from, CancellationToken abort)
    {
        var (provider, model) = route;
        var key = call.Holder.BringsOwnKey && HeaderRules.HasKey(from, provider.Key) ? provider.Key.With(null) : provider.Key;
        var request = call.Request!;
        SplicedBody? body = request.Body.IsEmpty && from.ContentLength is null ? null : new SplicedBody(request.Body, call.Dialect.Rewrite(request, model, call.AsksForUsageOf(route)));
        return provider.WireFor(call.Dialect) is { } wire
            ? wire.AskAsync(Write(from, provider.TargetOf(call.Dialect, model, from.QueryString.Value), key, body, wire.Host), abort)
            : AskThroughHandlersAsync(provider.InvokerFor(call.Dialect), from, provider.UrlOf(call.Dialect, model, from.QueryString.Value), key, body, abort);
    }

    private static WireRequest Write(HttpRequest from, string target, ProviderKey key, SplicedBody? body, string host)
    {
        var request = new WireRequest(from.Method, target, host);
        HeaderRules.CopyRequest(from, request, key);
        if (body is not { } pieces)
        {
            request.EndHead();
            return request;
        }

        request.EndHead(pieces.Length);
        for (var at = 0; at < pieces.Count; at++)
        {
            request.AddBody(pieces[at]);
        }

        return request;
    }

    private static async ValueTask<UpstreamAnswer> AskThroughHandlersAsync(HttpMessageInvoker handlers, HttpRequest from, Uri url, ProviderKey key, SplicedBody? body, CancellationToken abort)
    {
        using var message = new HttpRequestMessage(new HttpMethod(from.Method), url);
        message.Content = body is { } pieces ? new SplicedContent(pieces) : null;
        HeaderRules.CopyRequest(from, new MessageHead(message), key);
        return new MessageAnswer(await handlers.SendAsync(message, abort));
    }

    /// <summary>
    /// What is wrong with a request that could not be translated, and so was not sent, or with an upstream that changes to another protocol, which
    /// nobody asked for; null otherwise.
    /// </summary>
    private static ForwardFailure? FaultOf(UpstreamAnswer answer, Route route) =>
        answer is MessageAnswer { Message: RefusedRequest { Fault: var fault } } ? new ForwardFailure(ForwardCause.InvalidRequest, fault.Message, fault.Param)
        : answer.Status < 200 ? new ForwardFailure(ForwardCause.UpstreamCut, $"{route.Provider.Name} gave status {answer.Status} instead of an answer.")
        : null;

    private ForwardFailure Explain(Exception e, Route route, ProgressTimeout progress)
    {
        var provider = route.Provider;
        return progress.IsCancellationRequested ? words.Cancelled(progress)
            : IsUnreachable(e) ? new ForwardFailure(ForwardCause.UpstreamUnreachable, $"{provider.Name} could not be reached at {new Uri(provider.BaseUrl).Authority}: {e.Message}")
            : new ForwardFailure(ForwardCause.UpstreamCut, $"{provider.Name} gave no answer: {e.Message}");
    }

    /// <summary>Whether there never was a connection. A cancellation that is not ours is that of the time to connect.</summary>
    private static bool IsUnreachable(Exception e) => e is OperationCanceledException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
