using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Gateway.Wire;
using Xunit;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>A client of the gateway's own, and its upstream.</summary>
internal sealed class WireHost(TalkingUpstream upstream, UpstreamOptions? options = null, X509ChainPolicy? trust = null) : IDisposable
{
    private readonly WireClient _client = new(Options.Create(options ?? new UpstreamOptions()), new ManualTime(), trust);

    public WireHost(TalkingUpstream upstream, ManualTime time)
        : this(upstream) => _client = new WireClient(Options.Create(new UpstreamOptions()), time);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Sends a request to the upstream.</summary>
    public async Task<UpstreamAnswer> AskAsync(string target = "/", string? body = null, string method = "POST", CancellationToken? abort = null)
    {
        var origin = _client.OriginOf(upstream.Url);
        var request = new WireRequest(method, target, origin.Host);
        if (body is null)
        {
            request.EndHead();
        }
        else
        {
            var bytes = Encoding.Latin1.GetBytes(body);
            request.EndHead(bytes.Length);
            request.AddBody(bytes.AsMemory(..(bytes.Length / 3)));
            request.AddBody(bytes.AsMemory((bytes.Length / 3)..));
        }

        return await origin.AskAsync(request, abort ?? Stop);
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    public async Task<string> TextAsync(string target = "/", string? body = null, string method = "POST")
    {
        using var answer = await AskAsync(target, body, method);
        return await ReadAsync(answer);
    }

    public static async Task<string> ReadAsync(UpstreamAnswer answer)
    {
        var text = new StringBuilder();
        while (await answer.ReadAsync(Stop) is { IsEmpty: false } piece)
        {
            text.Append(Encoding.Latin1.GetString(piece.Span));
        }

        return text.ToString();
    }

    public void Dispose() => _client.Dispose();
}
