using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tracehouse.Query.Http;
using Tracehouse.Query.Traces;
using Tracehouse.Records;
using Tracehouse.Ui.Settings;

namespace Tracehouse.Ui.Live;

/// <summary><c>GET /ui/arrivals</c>: a stream of server-sent events, each of which says that there is something new to see.</summary>
internal static class ArrivalsEndpoint
{
    public static void MapArrivals(this IEndpointRouteBuilder routes) => routes.MapGet("/ui/arrivals", ListenAsync);

    private static async Task<IResult> ListenAsync(
        HttpContext context, TraceArrivals arrivals, ArrivalListeners listeners, IOptions<UiOptions> options, TimeProvider time,
        IHostApplicationLifetime process, CancellationToken abort)
    {
        if (!listeners.TryEnter())
        {
            context.Response.Headers.RetryAfter = "10";
            return Results.Text("Too many tabs are listening (Ui:ListenersMax).", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(abort, process.ApplicationStopping);
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            context.Response.ContentType = "text/event-stream";
            await TellAsync(context.Response, arrivals, context.Caller().Project, TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), time, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The tab was closed or the server stops; both are the ordinary end of this stream.
        }
        finally
        {
            listeners.Leave();
        }

        return Results.Empty;
    }

    private static async Task TellAsync(
        HttpResponse response, TraceArrivals arrivals, ProjectId project, TimeSpan heartbeat, TimeProvider time, CancellationToken stop)
    {
        var version = arrivals.VersionOf(project);
        await SendAsync(response, "arrival", version, stop);
        while (true)
        {
            using var silence = new CancellationTokenSource(heartbeat, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
            try
            {
                version = await arrivals.WaitAsync(project, version, either.Token);
                await SendAsync(response, "arrival", version, stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                await SendAsync(response, "beat", version, stop);
            }
        }
    }

    private static async Task SendAsync(HttpResponse response, string kind, long version, CancellationToken stop)
    {
        await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"event: {kind}\ndata: {version}\n\n"), stop);
        await response.Body.FlushAsync(stop);
    }
}
