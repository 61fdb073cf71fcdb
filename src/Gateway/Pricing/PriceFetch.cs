using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Wire;

namespace Tracehouse.Gateway.Pricing;

/// <summary>Fetches price data from <c>Pricing:Url</c>.</summary>
internal sealed class PriceFetch(IOptions<PricingOptions> options, TimeProvider time) : IDisposable
{
    private const int DigestLength = 12;

    private readonly HttpMessageInvoker _http = new(HoppingStream.UseIn(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, UseCookies = false }));

    /// <summary>
    /// Null when the server says that nothing has changed since <paramref name="etag"/>. Throws <see cref="HttpRequestException"/>, <see cref="IOException"/>,
    /// <see cref="InvalidDataException"/> when there is too much, and <see cref="TimeoutException"/> when it takes too long.
    /// </summary>
    public async Task<FetchedPrices?> RunAsync(string? etag, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            return await FetchAsync(etag, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"It took longer than {options.Value.TimeoutSeconds} s (Pricing:TimeoutSeconds).");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchedPrices?> FetchAsync(string? etag, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Value.Url);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("tracehouse", null));
        if (etag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        }

        using var answer = await _http.SendAsync(request, stop);
        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        var data = await ReadAsync(answer.Content, stop);
        return new FetchedPrices(data, VersionOf(request.RequestUri!, answer, data), answer.Headers.ETag?.ToString());
    }

    /// <summary>The digest names the data even where the server's own name for it does not change.</summary>
    private string VersionOf(Uri url, HttpResponseMessage answer, ReadOnlyMemory<byte> data)
    {
        var name = answer.Headers.ETag is { } etag ? $"etag {etag.Tag.Trim('"')}" : $"sha256 {Convert.ToHexStringLower(SHA256.HashData(data.Span))[..DigestLength]}";
        var day = answer.Content.Headers.LastModified ?? time.GetUtcNow();
        return string.Create(CultureInfo.InvariantCulture, $"{url.Host}{url.AbsolutePath} {name} of {day.UtcDateTime:yyyy-MM-dd}");
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, CancellationToken stop)
    {
        var max = options.Value.BytesMax;
        await using var body = await content.ReadAsStreamAsync(stop);
        using var data = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await body.ReadAsync(buffer, stop)) > 0;)
        {
            data.Write(buffer, 0, read);
            if (data.Length > max)
            {
                throw new InvalidDataException($"It is longer than {max} bytes (Pricing:BytesMax).");
            }
        }

        return data.ToArray();
    }
}
