using System.Net;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Access;

/// <summary>Signing in to the pages, as a browser does it.</summary>
public sealed class SignInTests
{
    private const string Secret = "th-sk-pages-planted-0123456789";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_gives_a_session_that_ends_at_sign_out_and_reaches_only_its_project()
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Project", "orchard", "--Keys:0:Public", "pk-1", "--Keys:0:Secret", Secret);
        await server.CallAsync(Secret, "apples");
        await server.StoreReadyAsync(Secret);
        using var browser = Browser(server);
        using (var asked = await browser.GetAsync("traces?status=success", Stop))
        {
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
            Assert.Equal("/sign-in?to=%2Ftraces%3Fstatus%3Dsuccess", asked.Headers.Location!.OriginalString);
        }

        Assert.Contains("Sign in", await browser.GetStringAsync("sign-in", Stop));
        using (var signedIn = await SignInAsync(browser, Secret, "/traces?status=success"))
        {
            Assert.Equal("/traces?status=success", signedIn.Headers.Location!.OriginalString);
            var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
            Assert.All(["httponly", "samesite=strict", "path=/"], part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        }

        var page = await browser.GetStringAsync("traces", Stop);
        Assert.Contains("apples", page);
        Assert.Contains("orchard", page);
        Assert.Contains("Make a key", await browser.GetStringAsync("keys", Stop));

        // The gateway is called with keys; a cookie that a browser sends along must not open it.
        var session = await browser.GetStringAsync("v1/keys", Stop);
        Assert.DoesNotContain(Secret, session);
        using (var signedOut = await browser.PostAsync("sign-out", new FormUrlEncodedContent([]), Stop))
        {
            Assert.Equal("/sign-in", signedOut.Headers.Location!.OriginalString);
        }

        using var again = await browser.GetAsync("traces", Stop);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Theory]
    [InlineData("true", "https", true)]
    [InlineData("true", "https, http", false)]
    [InlineData("false", "https", false)]
    public async Task The_cookie_is_secure_behind_a_proxy_that_is_trusted(string isTrusted, string protocol, bool isSecure)
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Secret", Secret, "--SignIn:TrustForwardedProto", isTrusted);
        using var browser = Browser(server);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", protocol);
        using var signedIn = await SignInAsync(browser, Secret, "/");
        Assert.Equal(isSecure, signedIn.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("same-site", HttpStatusCode.Forbidden)]
    [InlineData("same-origin", HttpStatusCode.Created)]
    public async Task A_page_of_another_port_cannot_change_anything_by_the_session(string site, HttpStatusCode status)
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Secret", Secret);
        using var browser = Browser(server);
        using var signedIn = await SignInAsync(browser, Secret, "/");
        await server.StoreReadyAsync(Secret);
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/keys") { Content = new StringContent("{}") };
        request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await browser.SendAsync(request, Stop);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_page_of_another_site_can_neither_sign_in_nor_use_the_session()
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Secret", Secret);
        using var browser = Browser(server);
        using var request = new HttpRequestMessage(HttpMethod.Post, "sign-in") { Content = Form(Secret, "/") };
        request.Headers.Add("Origin", "https://evil.example");
        using var refused = await browser.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var signedIn = await SignInAsync(browser, Secret, "//evil.example/");
        Assert.Equal("/", signedIn.Headers.Location!.OriginalString);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "v1/keys") { Content = new StringContent("{}") };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var kept = await browser.SendAsync(foreign, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, kept.StatusCode);
    }

    [Fact]
    public async Task Guessing_is_stopped_after_a_few_tries()
    {
        await using var server = await ServerProcess.StartAsync("--Keys:0:Secret", Secret, "--SignIn:TriesPerMinute", "3");
        using var browser = Browser(server);

        // Twice as many and one more, since a minute may end in between.
        var answers = new List<string>();
        for (var number = 0; number < 7; number++)
        {
            using var answer = await SignInAsync(browser, $"wrong-{number}", "/");
            answers.Add(answer.Headers.Location!.OriginalString);
        }

        Assert.Contains("why=wrong", answers[0]);
        Assert.Contains(answers, answer => answer.Contains("why=often"));
    }

    private static HttpClient Browser(ServerProcess server)
    {
        var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = server.ApiUrl };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        return browser;
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string secret, string to) => browser.PostAsync("sign-in", Form(secret, to), Stop);

    private static FormUrlEncodedContent Form(string secret, string to) => new([new("secret", secret), new("public", ""), new("to", to)]);
}
