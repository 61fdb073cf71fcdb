using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Http;

namespace Tracehouse.Engine.Hosting;

/// <summary>The HTTP listener of the engine process.</summary>
internal static class EngineListener
{
    private static readonly HashSet<string> NoHosts = [];

    public static WebApplication Build(EngineOptions options, StopSignals signals)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton<IHostLifetime>(signals);
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);

        // It would report every answer that is cut on purpose; what fails otherwise is reported by the endpoint.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.StopSeconds * 2));
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        return builder.Build();
    }

    /// <summary>Throws when the address or the path cannot be listened on.</summary>
    public static async Task StartAsync(WebApplication app, EngineOptions options, QueryEndpoint endpoint, CancellationToken stop)
    {
        app.Run(context => RouteAsync(context, endpoint));
        if (options.Socket is { } stale)
        {
            // What a killed engine has left behind; the lock says that no other listens there.
            File.Delete(stale);
        }

        await app.StartAsync(stop);
        if (options.Socket is { } socket && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(socket, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void Configure(KestrelServerOptions kestrel, EngineOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = options.BodyBytesMax;

        // A statement may be in the address, where a byte can take three.
        kestrel.Limits.MaxRequestLineSize = options.QueryBytesMax * 3;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(kestrel.Limits.MaxRequestBufferSize ?? 0, options.QueryBytesMax * 4L);

        // A batch may be composed while it is sent, and a reader may take its time; neither is an attack from this machine.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        if (options.Url is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            Listen(kestrel, uri);
        }

        // The last to open, as an answer on the socket is taken for a sign that the start has succeeded.
        if (options.Socket is { } socket)
        {
            kestrel.ListenUnixSocket(socket);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, Uri uri)
    {
        if (System.Net.IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
        {
            kestrel.Listen(address, uri.Port);
        }
        else
        {
            kestrel.ListenLocalhost(uri.Port);
        }
    }

    private static Task RouteAsync(HttpContext context, QueryEndpoint endpoint)
    {
        var request = context.Request;
        if (CrossSiteRule.FaultOf(request, NoHosts) is { } fault)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.Headers["X-ClickHouse-Exception-Code"] = "497";
            return context.Response.WriteAsync($"Code: 497. DB::Exception: {fault} (ACCESS_DENIED)\n");
        }

        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead && !HttpMethods.IsPost(request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return Task.CompletedTask;
        }

        return request.Path.Value switch
        {
            "/ping" or "/replicas_status" => SayOkAsync(context),
            "/" when isRead && !request.Query.ContainsKey("query") => SayOkAsync(context),
            "/" or "/query" => endpoint.AnswerAsync(context),
            _ => NotFoundAsync(context),
        };
    }

    private static Task SayOkAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=UTF-8";
        context.Response.ContentLength = "Ok.\n".Length;
        return context.Response.WriteAsync("Ok.\n");
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync($"There is no handle {context.Request.Path}\n\nUse / or /ping for health checks.\n");
    }
}
