using Microsoft.AspNetCore.Http;
using Tracehouse.Gateway.Capture;
using Tracehouse.Gateway.Translation;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>Asks an upstream: sends the request with the few bytes changed, and waits for the head of the answer.</summary>
internal sealed class UpstreamSender(FailureWords words)
{
    public async ValueTask<ForwardFailure?> SendAsync(Call call, HttpRequest from, ProgressTimeout progress)
    {
        var (provider, model) = call.Route!;
        var request = call.Request!;
        using var message = new HttpRequestMessage(new HttpMethod(from.Method), provider.UrlOf(call.Dialect, model, from.QueryString.Value));
        message.Content = request.Body.IsEmpty && from.ContentLength is null ? null : new SplicedContent(request.Body, call.Dialect.Rewrite(request, model, call.AsksForUsage));
        HeaderRules.CopyRequest(from, message, provider.Key);
        progress.NoteProgress();
        try
        {
            call.Response = await provider.InvokerFor(call.Dialect)!.SendAsync(message, progress.Token);
            return call.Response is RefusedRequest { Fault: var fault } ? new ForwardFailure(ForwardCause.InvalidRequest, fault.Message, fault.Param) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return progress.IsCancellationRequested ? words.Cancelled(progress)
                : IsUnreachable(e) ? new ForwardFailure(ForwardCause.UpstreamUnreachable, $"{provider.Name} could not be reached at {message.RequestUri!.Authority}: {e.Message}")
                : new ForwardFailure(ForwardCause.UpstreamCut, $"{provider.Name} closed the connection without an answer: {e.Message}");
        }
    }

    /// <summary>Whether there never was a connection. A cancellation that is not ours is that of the time to connect.</summary>
    private static bool IsUnreachable(Exception e) => e is OperationCanceledException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };
}
