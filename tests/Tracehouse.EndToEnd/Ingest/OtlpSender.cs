using System.Net;
using System.Net.Http.Headers;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Ingest;

/// <summary>Sends exports by the byte, through each of the doors, with nothing between.</summary>
internal static class OtlpSender
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Sends a body over HTTP, to the door for OpenTelemetry unless the address is another.</summary>
    public static async Task<OtlpReply> PostAsync(
        this ServerProcess server, byte[] body, string path = "v1/traces", string type = Protobuf, string? encoding = null, Uri? door = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(door ?? server.OtlpUrl, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await SendAsync(server, request, key);
    }

    /// <summary>Sends a message over gRPC.</summary>
    public static async Task<OtlpReply> CallAsync(
        this ServerProcess server, byte[] message, string service = "trace.v1.TraceService", string? encoding = null, string? key = null)
    {
        byte[] frame = [encoding is null ? (byte)0 : (byte)1, .. BitConverter.GetBytes(IPAddress.HostToNetworkOrder(message.Length)), .. message];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.OtlpGrpcUrl, $"opentelemetry.proto.collector.{service}/Export"))
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        return await SendAsync(server, request, key);
    }

    private static async Task<OtlpReply> SendAsync(ServerProcess server, HttpRequestMessage request, string? key)
    {
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await server.Http.SendAsync(request, Stop);
        var body = await response.Content.ReadAsByteArrayAsync(Stop);
        return new OtlpReply(
            response.StatusCode, System.Text.Encoding.UTF8.GetString(body), response.Headers.RetryAfter is not null,
            Of(response, "grpc-status") is { } status ? int.Parse(status) : null, Uri.UnescapeDataString(Of(response, "grpc-message") ?? ""), Of(response, "grpc-status-details-bin") is not null);
    }

    /// <summary>A call that fails at once is answered by headers alone.</summary>
    private static string? Of(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.Single() : null;
}

/// <summary>What an export was answered with.</summary>
internal sealed record OtlpReply(HttpStatusCode Status, string Body, bool HasRetryAfter, int? GrpcStatus, string GrpcMessage, bool HasGrpcDetails);
