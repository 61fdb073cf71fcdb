using System.Net;

namespace Tracehouse.EndToEnd.Support;

/// <summary>The connection of a client under test: notes every answer that comes, also to tries that the client makes by itself.</summary>
internal sealed class ClientTraffic() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly List<(HttpStatusCode Status, string TraceId)> _answers = [];

    /// <summary>The statuses so far, in order.</summary>
    public IEnumerable<HttpStatusCode> Statuses => _answers.Select(answer => answer.Status);

    /// <summary>The traces so far, in order.</summary>
    public IEnumerable<string> TraceIds => _answers.Select(answer => answer.TraceId);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        _answers.Add((response.StatusCode, response.TraceId()));
        return response;
    }
}
