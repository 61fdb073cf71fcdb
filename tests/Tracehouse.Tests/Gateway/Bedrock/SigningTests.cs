using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Bedrock;

/// <summary>Where the key for Bedrock comes from, and that it signs what goes there and never goes itself.</summary>
public sealed class SigningTests
{
    private const string Hello = $$"""{"model":"bedrock/{{BedrockHost.Model}}","messages":[{"role":"user","content":"Hi"}]}""";
    private const string Key = $"{FakeBedrock.AccessId}:{FakeBedrock.Secret}";

    [Theory]
    [InlineData("us-east-1", null, "Providers:bedrock:ApiKey", Key)]
    [InlineData("eu-west-1", null, "Providers:bedrock:ApiKey", Key + ":eu-west-1")]
    [InlineData("us-east-1", "tok+/=", "Providers:bedrock:ApiKey", Key + "::tok+/=")]
    [InlineData("us-east-1", "tok+/=", "AWS_SESSION_TOKEN", "tok+/=")]
    [InlineData("ap-south-1", null, "AWS_REGION", "ap-south-1")]
    [InlineData("ap-south-1", null, "Providers:bedrock:Region", "ap-south-1")]
    public async Task CallIsSignedForItsRegionAndSession(string region, string? session, string setting, string value)
    {
        await using var host = await BedrockHost.StartAsync((setting, value));
        host.Upstream.Answer = context => FakeBedrock.AnswerAsync(context, region, session);
        using var response = await host.PostAsync(Hello);
        Assert.Equal("", response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.DoesNotContain(received.Headers, header => header.Value.Contains(FakeBedrock.Secret));
    }

    [Fact]
    public async Task CallersOwnKeySignsWhenTheServerHasNone()
    {
        await using var host = await BedrockHost.StartAsync(("AWS_ACCESS_KEY_ID", ""));
        using var none = await host.PostAsync(Hello);
        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Contains("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", await none.Content.ReadAsStringAsync(GatewayHost.Stop));
        using var response = await host.PostAsync(Hello, ("Authorization", $"Bearer {Key}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task KeyThatIsGarbledNeverGoesOut()
    {
        await using var host = await BedrockHost.StartAsync(("AWS_ACCESS_KEY_ID", ""));
        using var response = await host.PostAsync(Hello, ("Authorization", "Bearer AKID EXAMPLE:secret"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        host.Upstream.Answer = UpstreamAnswers.Json(200, "{}");
        using var next = await host.PostAsync(Hello, ("Authorization", "Bearer plain"));
        Assert.Equal("Bearer plain", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers["Authorization"]);
    }

    [Fact]
    public async Task KeyOfBedrocksOwnGoesAlongUnsigned()
    {
        await using var host = await BedrockHost.StartAsync(("AWS_BEARER_TOKEN_BEDROCK", "ABSKQmVk"));
        using var response = await host.PostAsync(Hello);
        Assert.Equal("Bearer ABSKQmVk", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("POST", "/model/amazon.titan-embed-text-v2%3A0/invoke", "{\"inputText\":\"x\"}")]
    [InlineData("POST", "/model/amazon.titan-embed-text-v2:0/invoke", "{\"inputText\":\"x\"}")]
    [InlineData("GET", "/async-invoke?maxResults=5&sortBy=SubmissionTime", null)]
    public async Task AnyPathOfItsOwnIsSigned(string method, string path, string? body)
    {
        await using var host = await BedrockHost.StartAsync();
        using var message = new HttpRequestMessage(new HttpMethod(method), $"/providers/bedrock{path}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        message.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=dummy/20150830/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0");
        message.Headers.TryAddWithoutValidation("X-Amz-Content-Sha256", "old");
        message.Headers.TryAddWithoutValidation("X-Amz-Thing", " two  spaces ");
        using var response = await host.Client.SendAsync(message, GatewayHost.Stop);
        Assert.Equal("""{"passed":true}""", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(path, received.Target);
        Assert.Equal(body ?? "", Encoding.UTF8.GetString(received.Body));
    }

    [Fact]
    public async Task FurtherRegionIsAProviderOfItsOwnWithTheSameKey()
    {
        await using var upstream = await FakeUpstream.StartAsync();
        upstream.Answer = context => FakeBedrock.AnswerAsync(context, "eu-central-1", null);
        await using var host = await BedrockHost.StartAsync(
            ("Providers:bedrock-eu:Region", "eu-central-1"), ("Providers:bedrock-eu:BaseUrl", new Uri(upstream.BaseUrl).GetLeftPart(UriPartial.Authority)));
        using var response = await host.PostAsync(Hello.Replace("bedrock/", "bedrock-eu/"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("Providers:bedrock:Region", "evil.example/", "Providers:bedrock:Region")]
    [InlineData("Providers:bedrock:ApiKey", "a b:hidden", "Providers:bedrock:ApiKey")]
    [InlineData("Providers:openai:Region", "eu-west-1", "Providers:openai:Region")]
    public async Task WrongSettingStopsTheStartAndIsNamed(string setting, string value, string named)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => BedrockHost.StartAsync((setting, value)));
        Assert.Contains(named, error.Message);
        Assert.DoesNotContain("hidden", error.Message);
    }
}
