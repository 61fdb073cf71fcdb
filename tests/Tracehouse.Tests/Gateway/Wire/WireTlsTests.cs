using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>The same by TLS: bytes pass, connections are used again, and who cannot prove its name is not spoken to.</summary>
public sealed class WireTlsTests
{
    [Fact]
    public async Task RequestsAndAnswersPass()
    {
        using var certificate = Certificate("127.0.0.1");
        await using var upstream = EchoingUpstream(certificate);
        using var host = new WireHost(upstream, trust: Trust(certificate));
        foreach (var length in (int[])[10, 100_000, 3_000_000])
        {
            var body = new string((char)('a' + length % 26), length);
            Assert.Equal(body, await host.TextAsync(body: body));
        }

        Assert.Equal(1, upstream.Connections);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.0.0.2", true)]
    public async Task WhoCannotProveItsNameIsNotSpokenTo(string name, bool isTrusted)
    {
        using var certificate = Certificate(name);
        await using var upstream = EchoingUpstream(certificate);
        using var host = new WireHost(upstream, trust: isTrusted ? Trust(certificate) : null);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => host.TextAsync());
        Assert.Equal(HttpRequestError.SecureConnectionError, error.HttpRequestError);
    }

    private static TalkingUpstream EchoingUpstream(X509Certificate2 certificate) => TalkingUpstream.Start(async talk =>
    {
        while (await talk.ReadRequestAsync() is { } request)
        {
            var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
            await talk.WriteAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        }
    }, certificate);

    private static X509ChainPolicy Trust(X509Certificate2 certificate) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { certificate },
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private static X509Certificate2 Certificate(string address)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
