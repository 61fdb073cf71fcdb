using System.Text;
using Tracehouse.Gateway.Routing.Aws;
using Xunit;

namespace Tracehouse.Tests.Gateway.Bedrock;

/// <summary>Signatures against those that AWS publishes for its test suite, and those that its own library for Python makes for calls of Bedrock.</summary>
public sealed class AwsSignatureTests
{
    private const string SuiteHost = "example.amazonaws.com";
    private const string SuiteToken =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly AwsKey Key = AwsKey.TryParse("AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")!;

    [Theory]
    [InlineData("GET", "/", "", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "", "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/", "?Param2=value2&Param1=value1", "", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("GET", "/", "?Param1=value2&Param1=value1", "", "", "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694")]
    [InlineData("GET", "/", "?ሴ=bar", "", "", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04")]
    [InlineData("GET", "/ሴ", "", "", "", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData("GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "", "", "", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f")]
    [InlineData("GET", "//example//", "", "", "", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84")]
    [InlineData("GET", "/example space/", "", "", "", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741")]
    [InlineData("GET", "/", "", "My-Header1: value1|My-Header2: \"a   b   c\"", "", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736")]
    [InlineData("GET", "/", "", "My-Header1:value4|My-Header1:value1|My-Header1:value3|My-Header1:value2", "", "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01")]
    [InlineData("POST", "/", "", "Content-Type:application/x-www-form-urlencoded", "Param1=value1", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    [InlineData("POST", "/", "", "X-Amz-Security-Token:" + SuiteToken, "", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead")]
    public void SuiteIsSignedAsPublished(string method, string path, string query, string headers, string body, string signature) =>
        Assert.EndsWith($", Signature={signature}", Sign("service", "us-east-1", SuiteHost, method, path, query, headers, body));

    [Theory]
    [InlineData(
        "bedrock-runtime.us-east-1.amazonaws.com", "us-east-1", "POST", "/model/anthropic.claude-3-5-sonnet-20241022-v2%3A0/converse", "", "Content-Type:application/json", "{\"messages\":[]}",
        "content-type;host;x-amz-date, Signature=ee3e967ae4ec1f2a508f8404898701ed432f406a68f3e403e8f509cb32e6fc0b")]
    [InlineData(
        "bedrock-runtime.us-east-1.amazonaws.com", "us-east-1", "POST", "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse-stream", "",
        "Content-Type:application/json|X-Amz-Security-Token:TOKEN+/=", "{}",
        "content-type;host;x-amz-date;x-amz-security-token, Signature=62504917ddb01e5b37c58cb223e24d371e96280d4700ed6ea95c67d760fcf473")]
    [InlineData(
        "127.0.0.1:4567", "eu-west-1", "GET", "/a:b//c%20d", "?b=%2F&a=1&a=0&c=x%20y&d", "", "",
        "host;x-amz-date, Signature=ad7c83fc9ec91b2f186db048a88649a11da58c15b5294ca73313f0cc5e3cdd6c")]
    public void CallOfBedrockIsSignedAsByAws(string host, string region, string method, string path, string query, string headers, string body, string end) =>
        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/{region}/bedrock/aws4_request, SignedHeaders={end}", Sign("bedrock", region, host, method, path, query, headers, body));

    [Theory]
    [InlineData("A:s", "A", "s", null, null)]
    [InlineData("A:s/+=:eu-west-1", "A", "s/+=", "eu-west-1", null)]
    [InlineData("A:s::t:x", "A", "s", null, "t:x")]
    [InlineData(" A : s : eu-west-1 : t ", "A", "s", "eu-west-1", "t")]
    public void KeyIsReadFromOneText(string text, string access, string secret, string? region, string? session) =>
        Assert.Equal(new AwsKey(access, secret, region, session), AwsKey.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("A:")]
    [InlineData(":s")]
    [InlineData("A b:s")]
    [InlineData("A:s:evil.example/")]
    public void TextThatIsNoKeyIsNone(string text) => Assert.Null(AwsKey.TryParse(text));

    [Fact]
    public void KeyIsNeverPrinted() => Assert.DoesNotContain("wJalr", Key.ToString());

    private static string Sign(string service, string region, string host, string method, string path, string query, string headers, string body)
    {
        var signature = new AwsSignature(service, region, Time);
        var all = headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(header => header.Split(':', 2)).Select(header => (header[0], header[1]));
        return signature.Sign(Key, method, path, query, [("Host", host), ("X-Amz-Date", signature.Stamp), .. all], Encoding.UTF8.GetBytes(body));
    }
}
