using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tracehouse.Records;
using Tracehouse.Vendors.Langfuse.Http;

namespace Tracehouse.Vendors.Langfuse.Media;

/// <summary>Addresses that open one file for some time, without a key: they carry a signature that only this process can make.</summary>
internal sealed class MediaAddress(TimeProvider time)
{
    private const int ValidSeconds = 3600;
    private const int KeyBytes = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>An address to put or to get a file, and when it ends.</summary>
    public (string Url, DateTimeOffset Expiry) Make(HttpRequest request, string method, ProjectId project, string mediaId)
    {
        var expiry = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds() + ValidSeconds);
        var until = expiry.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var query = $"project={Uri.EscapeDataString(project.Value)}&until={until}&signature={Sign(method, project.Value, mediaId, until)}";
        return ($"{request.Scheme}://{request.Host}{request.PathBase}{LangfuseDoor.Files}/{mediaId}?{query}", expiry);
    }

    /// <summary>Whether a request came by such an address; then it tells whose file it is.</summary>
    public bool IsValid(HttpRequest request, string mediaId, out ProjectId project)
    {
        var (name, until, signature) = (request.Query["project"].ToString(), request.Query["until"].ToString(), request.Query["signature"].ToString());
        var method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        return ProjectId.TryParse(name, out project)
            && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds >= time.GetUtcNow().ToUnixTimeSeconds()
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign(method, name, mediaId, until)));
    }

    private string Sign(string method, string project, string mediaId, string until) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{method}\n{project}\n{mediaId}\n{until}")));
}
