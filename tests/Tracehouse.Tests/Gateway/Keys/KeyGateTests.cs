using System.Net;
using System.Text;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway.Keys;

/// <summary>Who may come in, and that a key of ours goes no further.</summary>
public sealed class KeyGateTests
{
    private const string Call = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""";
    private const string Secret = "th-sk-fixed-0123456789";

    private static readonly (string, string?)[] OneKey = [("Keys:0:Project", "p1"), ("Keys:0:Public", "th-pk-1"), ("Keys:0:Secret", Secret)];

    [Theory]
    [InlineData("""{"daily_budget_usd":"2,5"}""", "daily_budget_usd", "daily_budget_usd must be a number from 0, or null.")]
    [InlineData("""{"role":"boss"}""", "role", "role must be admin, member or call-only.")]
    [InlineData("""{"allowed_models":[""]}""", "allowed_models", "allowed_models must be a list")]
    [InlineData("""{"expires_at":"soon"}""", "expires_at", "expires_at must be a time such as")]
    [InlineData("""{"project":"x"}""", "project", "There is no property project here. There are: name, role,")]
    public async Task A_change_that_cannot_be_names_the_property(string change, string field, string message)
    {
        await using var host = await GatewayHost.StartAsync();
        var id = (await host.CreateKeyAsync("{}")).Body.GetProperty("id").GetString()!;
        var (status, body) = await host.ManageAsync(book => book.ChangeAsync(id, KeyAdmin.Parse(change), GatewayHost.Stop));
        var error = body.GetProperty("error");
        Assert.Equal((400, field), (status, error.GetProperty("param").GetString()));
        Assert.StartsWith(message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Without_any_key_any_credential_is_accepted_and_means_the_project_default()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Call, ("Authorization", "Bearer anything"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var record = await host.RecordAsync();
        Assert.Equal((ProjectId.Default, null), (record.Project, record.KeyId));
    }

    [Theory]
    [InlineData("Authorization", $"Bearer {Secret}")]
    [InlineData("authorization", $"bearer {Secret}")]
    [InlineData("x-api-key", Secret)]
    [InlineData("api-key", Secret)]
    [InlineData("X-Tracehouse-Key", Secret)]
    [InlineData("Authorization", "Basic dGgtcGstMTp0aC1zay1maXhlZC0wMTIzNDU2Nzg5")]
    public async Task A_key_opens_in_every_header_that_clients_use_and_never_reaches_the_provider(string header, string value)
    {
        // A provider without a key of the server's gets whatever credentials the caller sends.
        await using var host = await GatewayHost.StartAsync([.. OneKey, ("Providers:openai:ApiKey", ""), ("Providers:local:BaseUrl", "http://127.0.0.1:1/v1")]);
        await using var local = await GatewayHost.StartAsync([.. OneKey, ("Providers:local:BaseUrl", host.Upstream.BaseUrl)]);
        using var response = await local.PostAsync(Call.Replace("openai/", "local/"), (header, value), ("api-key", Secret), ("x-api-key", Secret), ("x-other", $"key={Secret}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.DoesNotContain(received.Headers, sent => sent.Value.Contains(Secret) || sent.Value.Contains("dGgtcGst"));
        var record = await local.RecordAsync();
        Assert.Equal(("p1", "th-pk-1"), (record.Project.Value, record.KeyId));
        Assert.DoesNotContain(Secret, record.ToString() + record.Payload + Encoding.UTF8.GetString(record.Payload.Parameters.Bytes.Span));
    }

    [Fact]
    public async Task With_our_own_header_the_callers_credentials_go_to_the_provider()
    {
        await using var host = await GatewayHost.StartAsync(OneKey);
        using var response = await host.PostAsync(Call, ("X-Tracehouse-Key", Secret), ("Authorization", "Bearer sk-of-the-caller"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal("Bearer sk-of-the-caller", received.Headers["Authorization"]);
        Assert.DoesNotContain("X-Tracehouse-Key", received.Headers.Keys);

        using var without = await host.PostAsync(Call, ("X-Tracehouse-Key", Secret));
        Assert.Equal("Bearer sk-server", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers["Authorization"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Authorization", "Bearer nonsense")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Basic eDp5")]
    [InlineData("Authorization", "Basic d3Jvbmc6dGgtc2stZml4ZWQtMDEyMzQ1Njc4OQ==")]
    [InlineData("X-Tracehouse-Key", "nonsense")]
    [InlineData("Cookie", $"key={Secret}")]
    public async Task Whoever_shows_no_key_or_a_wrong_one_is_refused_in_the_shape_that_its_client_reads(string header, string value)
    {
        await using var host = await GatewayHost.StartAsync(OneKey);
        (string, string)[] headers = header.Length > 0 ? [(header, value)] : [];
        using var refused = await host.PostAsync(Call, headers);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(("invalid_api_key", "authentication_error"), await refused.ErrorAsync());
        using var anthropic = await host.SendAsync("/v1/messages", Call, headers);
        Assert.Equal(HttpStatusCode.Unauthorized, anthropic.StatusCode);
        var body = KeyAdmin.Parse(await anthropic.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal(("error", "authentication_error"), (body.GetProperty("type").GetString(), body.GetProperty("error").GetProperty("type").GetString()));
        foreach (var path in new[] { "/v1/models", "/v1/config/keys", "/nothing" })
        {
            using var other = await host.Client.GetAsync(path, GatewayHost.Stop);
            Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
        }

        using var health = await host.Client.GetAsync("/health", GatewayHost.Stop);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal(0, host.Sink.Count);
    }

    [Fact]
    public async Task The_first_key_closes_the_door_and_can_open_it_for_others()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal(400, (await host.CreateKeyAsync("""{"role":"member"}""")).Status);
        var (status, first) = await host.CreateKeyAsync("""{"name":"mine"}""");
        Assert.Equal((201, "admin"), (status, first.GetProperty("role").GetString()));
        using (var refused = await host.PostAsync(Call))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        var (_, second) = await host.CreateKeyAsync("""{"project":"p2","name":"theirs"}""");
        Assert.Equal(("member", "p2"), (second.GetProperty("role").GetString(), second.GetProperty("project").GetString()));
        using var response = await host.PostAsync(Call, ("Authorization", $"Bearer {second.GetProperty("secret_key").GetString()}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var record = await host.RecordAsync();
        Assert.Equal(("p2", second.GetProperty("id").GetString()), (record.Project.Value, record.KeyId));
    }

    [Fact]
    public async Task A_secret_is_kept_only_as_its_digest_and_is_told_once()
    {
        await using var host = await GatewayHost.StartAsync();
        var (_, key) = await host.CreateKeyAsync("{}");
        var secret = key.GetProperty("secret_key").GetString()!;
        Assert.Equal("th-sk-".Length + 64, secret.Length);
        Assert.DoesNotContain(host.Documents.All("api-key"), document => document.Json.ToString().Contains(secret));
        var list = (await host.ManageAsync(book => Task.FromResult(book.List()))).Body.ToString();
        Assert.Contains(key.GetProperty("id").GetString()!, list);
        Assert.DoesNotContain(secret, list);
        Assert.DoesNotContain("digest", list);
    }

    [Fact]
    public async Task Revoked_rotated_and_expired_keys_open_nothing_and_the_last_admin_stays()
    {
        await using var host = await GatewayHost.StartAsync();
        var admin = (await host.CreateKeyAsync("{}")).Body.GetProperty("id").GetString()!;
        var (_, key) = await host.CreateKeyAsync($$"""{"expires_at":"{{host.Time.GetUtcNow().AddHours(1):O}}"}""");
        var (id, secret) = (key.GetProperty("id").GetString()!, key.GetProperty("secret_key").GetString()!);
        await AssertStatusAsync(host, secret, HttpStatusCode.OK);

        var rotated = (await host.ManageAsync(book => book.RotateAsync(id, GatewayHost.Stop))).Body.GetProperty("secret_key").GetString()!;
        await AssertStatusAsync(host, secret, HttpStatusCode.Unauthorized);
        await AssertStatusAsync(host, rotated, HttpStatusCode.OK);

        host.Time.Ahead = TimeSpan.FromHours(2);
        await AssertStatusAsync(host, rotated, HttpStatusCode.Unauthorized);
        await host.ManageAsync(book => book.ChangeAsync(id, KeyAdmin.Parse("""{"expires_at":null}"""), GatewayHost.Stop));
        await AssertStatusAsync(host, rotated, HttpStatusCode.OK);

        Assert.Equal("revoked", (await host.ManageAsync(book => book.RevokeAsync(id, GatewayHost.Stop))).Body.GetProperty("status").GetString());
        await AssertStatusAsync(host, rotated, HttpStatusCode.Unauthorized);
        Assert.Equal(409, (await host.ManageAsync(book => book.RevokeAsync(admin, GatewayHost.Stop))).Status);
        Assert.Equal(409, (await host.ManageAsync(book => book.ChangeAsync(admin, KeyAdmin.Parse("""{"role":"member"}"""), GatewayHost.Stop))).Status);
    }

    private static async Task AssertStatusAsync(GatewayHost host, string secret, HttpStatusCode expected)
    {
        using var response = await host.PostAsync(Call, ("Authorization", $"Bearer {secret}"));
        Assert.Equal(expected, response.StatusCode);
    }
}
