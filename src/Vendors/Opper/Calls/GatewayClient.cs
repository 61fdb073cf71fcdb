using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Tracehouse.Vendors.Opper.Wire;

namespace Tracehouse.Vendors.Opper.Calls;

/// <summary>Calls the gateway on behalf of whoever asks, with the caller's own key, so that its limits and its records are the same.</summary>
internal sealed class GatewayClient : IDisposable
{
    private const string Bearer = "Bearer ";
    private readonly HttpClient _http;
    private readonly IServer _server;
    private readonly OpperOptions _options;

    public GatewayClient(IServer server, IOptions<OpperOptions> options)
    {
        (_server, _options) = (server, options.Value);
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Asks, and answers as soon as the head of the answer is there. Throws <see cref="HttpRequestException"/> when there is no connection.</summary>
    /// <param name="context">Who asks.</param>
    /// <param name="path">Such as <c>/v1/chat/completions</c>.</param>
    /// <param name="body">The request.</param>
    /// <param name="place">Where its span shall be; null for a trace of its own.</param>
    /// <param name="stop">Gives up.</param>
    public Task<HttpResponseMessage> SendAsync(HttpContext context, string path, JsonNode body, CallPlace? place, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address(), path))
        {
            Content = new StringContent(Answers.Text(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (KeyOf(context.Request) is { Length: > 0 } key)
        {
            request.Headers.TryAddWithoutValidation("X-Tracehouse-Key", key);
        }

        if (place is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Tracehouse-Trace-Id", place.TraceId);
            request.Headers.TryAddWithoutValidation("X-Tracehouse-Parent-Span-Id", place.ParentSpanId);
            if (place.Name is not null && !place.Name.Any(char.IsControl))
            {
                request.Headers.TryAddWithoutValidation("X-Tracehouse-Name", place.Name);
            }
        }

        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    /// <summary>Asks our own API, by the door that the caller came through and with the caller's key.</summary>
    public Task<HttpResponseMessage> ManageAsync(HttpContext context, HttpMethod method, string path, JsonNode? body, CancellationToken stop)
    {
        var connection = context.Connection;
        var request = new HttpRequestMessage(method, new UriBuilder(context.Request.Scheme, connection.LocalIpAddress?.ToString() ?? "127.0.0.1", connection.LocalPort, path).Uri);
        if (body is not null)
        {
            request.Content = new StringContent(Answers.Text(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (KeyOf(context.Request) is { Length: > 0 } key)
        {
            request.Headers.TryAddWithoutValidation("X-Tracehouse-Key", key);
        }

        return _http.SendAsync(request, stop);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The first door of this server, reached from within.</summary>
    private Uri Address()
    {
        if (_options.GatewayUrl.Length > 0)
        {
            return new Uri(_options.GatewayUrl);
        }

        var door = _server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The gateway has no door.");
        var address = new UriBuilder(door.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal));
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
        {
            address.Host = "127.0.0.1";
        }

        return address.Uri;
    }

    private static string? KeyOf(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return request.Headers.TryGetValue("X-Tracehouse-Key", out var own) ? own.ToString().Trim()
            : authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim()
            : request.Headers.TryGetValue(Generations.KeyHeader, out var key) ? key.ToString().Trim()
            : null;
    }
}
