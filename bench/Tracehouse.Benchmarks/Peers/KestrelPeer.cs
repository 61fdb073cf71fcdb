using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tracehouse.Benchmarks.Peers;

/// <summary>
/// The thinnest gateway that one writes in .NET without thinking: Kestrel in front, SocketsHttpHandler behind; nothing is parsed and nothing kept.
/// </summary>
internal sealed class KestrelPeer : Peer
{
    private const string Command = "kestrel-peer";

    public override string Name => "kestrel";

    public override RunningPeer Start(IPEndPoint upstream, int core)
    {
        var target = RunningPeer.FreeAddress();
        string[] arguments = [Command, target.Port.ToString(CultureInfo.InvariantCulture), upstream.Port.ToString(CultureInfo.InvariantCulture)];
        return new RunningPeer(target, core, ["dotnet", typeof(KestrelPeer).Assembly.Location, .. arguments]);
    }

    /// <summary>The process itself.</summary>
    public static async Task ServeAsync(int port, int upstreamPort)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
        await using var app = builder.Build();
        app.Run(context => PassAsync(context, invoker, upstreamPort));
        await app.RunAsync();
    }

    private static async Task PassAsync(HttpContext context, HttpMessageInvoker invoker, int upstreamPort)
    {
        var from = context.Request;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{upstreamPort}{from.Path}"));
        request.Content = new StreamContent(from.Body);
        request.Content.Headers.ContentLength = from.ContentLength;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", from.ContentType);
        request.Headers.TryAddWithoutValidation("Authorization", from.Headers.Authorization.ToString());
        using var response = await invoker.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
