using System.Net;
using System.Net.Http.Headers;
using Tracehouse.Payloads;
using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Routing.Aws;

/// <summary>
/// Signs what goes to Bedrock. A key to sign with comes as that of any provider does, as a Bearer token, and is taken out of the request; any other
/// token, such as a key of Bedrock's own, goes along as it is.
/// </summary>
/// <param name="connections">The connections beneath.</param>
/// <param name="region">The region, where the key does not say.</param>
/// <param name="followsKey">Whether a key for another region leads to the address of that region.</param>
/// <param name="time">The time of signing.</param>
internal sealed class SigningHandler(HttpMessageHandler connections, string region, bool followsKey, TimeProvider time) : DelegatingHandler(connections)
{
    public const string DefaultRegion = "us-east-1";

    private const string Service = "bedrock";
    private const string Bearer = "Bearer ";
    private const string Date = "X-Amz-Date";
    private const string SessionToken = "X-Amz-Security-Token";

    /// <summary>What a caller with tools of AWS's own has signed for the gateway's address, which is no use elsewhere.</summary>
    private static readonly string[] Replaced = ["Authorization", Date, SessionToken, "X-Amz-Content-Sha256"];

    /// <summary>Where Bedrock runs models in a region.</summary>
    public static string AddressOf(string region) => $"https://bedrock-runtime.{region}.amazonaws.com";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken abort)
    {
        if (FindKey(message) is not { } text)
        {
            return await base.SendAsync(message, abort);
        }

        if (AwsKey.TryParse(text) is not { } key)
        {
            return Refuse();
        }

        if (followsKey && key.Region is not null && key.Region != region)
        {
            message.RequestUri = new Uri(AddressOf(key.Region) + message.RequestUri!.PathAndQuery);
        }

        var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(abort);
        Sign(message, key, body);
        return await base.SendAsync(message, abort);
    }

    /// <summary>The key to sign with, however it is written; null when there is none.</summary>
    private static string? FindKey(HttpRequestMessage message)
    {
        var sent = message.Headers.NonValidated.TryGetValues("Authorization", out var values) ? values.ToString().Trim() : "";
        return sent.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && AwsKey.IsToSignWith(sent) ? sent[Bearer.Length..] : null;
    }

    private void Sign(HttpRequestMessage message, AwsKey key, byte[] body)
    {
        var signature = new AwsSignature(Service, key.Region ?? region, time.GetUtcNow());
        var url = message.RequestUri!;
        Array.ForEach(Replaced, name => message.Headers.Remove(name));
        message.Headers.TryAddWithoutValidation(Date, signature.Stamp);
        if (key.Session is not null)
        {
            message.Headers.TryAddWithoutValidation(SessionToken, key.Session);
        }

        var headers = Signed(message.Headers.NonValidated).Concat(message.Content is null ? [] : Signed(message.Content.Headers.NonValidated)).Append(("host", url.Authority));
        message.Headers.TryAddWithoutValidation("Authorization", signature.Sign(key, message.Method.Method, url.AbsolutePath, url.Query, headers, body));
    }

    private static IEnumerable<(string Name, string Value)> Signed(HttpHeadersNonValidated headers) =>
        from header in headers
        where header.Key.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        from value in header.Value
        select (header.Key, value);

    private static HttpResponseMessage Refuse()
    {
        using var body = new PooledBytes();
        new OpenAiError("The key for Bedrock must be written ACCESS:SECRET[:REGION[:SESSION]] (setting Providers:bedrock:ApiKey).", "authentication_error", "unauthorized").WriteTo(body);
        var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = content };
    }
}
