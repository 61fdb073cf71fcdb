using System.Net;
using System.Text;
using Tracehouse.Records;
using Tracehouse.Testing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Keys;

/// <summary>Keys of providers, set while the gateway runs.</summary>
public sealed class ProviderKeysTests
{
    private const string Call = """{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"hi"}]}""";
    private const string Planted = "sk-planted-0123456789";

    [Fact]
    public async Task A_key_set_by_the_API_is_used_at_once_and_removed_again_gives_way_to_the_setting()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal("Bearer sk-server", await SentAsync(host));
        using (var set = await host.SendAsync("/v1/config/keys", $$"""{"provider":"openai","api_key":"{{Planted}}"}"""))
        {
            Assert.Equal("""{"message":"key updated","provider":"openai"}""", await set.Content.ReadAsStringAsync(GatewayHost.Stop));
        }

        Assert.Equal($"Bearer {Planted}", await SentAsync(host));
        Assert.DoesNotContain(host.Documents.All("provider-key"), document => document.Json.ToString().Contains(Planted));
        using (var removed = await host.Client.DeleteAsync("/v1/config/keys/openai", GatewayHost.Stop))
        {
            Assert.Equal("""{"message":"key removed","provider":"openai"}""", await removed.Content.ReadAsStringAsync(GatewayHost.Stop));
        }

        Assert.Equal("Bearer sk-server", await SentAsync(host));
    }

    [Fact]
    public async Task A_key_set_by_the_API_serves_translated_calls_too_and_the_callers_own_stays_here()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(
            ("Providers:anthropic:BaseUrl", new Uri(new Uri(host.Upstream.BaseUrl), "/").OriginalString), ("Keys:0:Secret", "th-sk-fixed-0123456789"));
        host.Upstream.Answer = FakeAnthropic.AnswerAsync;
        (string, string) ours = ("Authorization", "Bearer th-sk-fixed-0123456789");
        using var set = await gateway.SendAsync("/v1/config/keys", $$"""{"provider":"anthropic","api_key":"{{Planted}}"}""", ours);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        using var response = await gateway.PostAsync(Call.Replace("openai/gpt-4o-mini", "anthropic/claude-sonnet-4-5"), ours);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var received = await host.Upstream.NextAsync(GatewayHost.Stop);
        Assert.Equal(Planted, received.Headers["x-api-key"]);
        Assert.DoesNotContain(received.Headers, header => header.Value.Contains("th-sk-"));
    }

    [Fact]
    public async Task What_is_no_kept_key_costs_only_itself()
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var json in new[] { "{", "null", """{"sealed":null}""", """{"sealed":7}""", """{"sealed":"AAAA"}""" })
        {
            await host.Documents.SaveAsync(new Document("provider-key", "groq", ProjectId.Default, Utf8Text.From(json)), GatewayHost.Stop);
            using var set = await host.SendAsync("/v1/config/keys", $$"""{"provider":"openai","api_key":"{{Planted}}"}""");
            Assert.Equal($"Bearer {Planted}", await SentAsync(host));
            using var removed = await host.Client.DeleteAsync("/v1/config/keys/openai", GatewayHost.Stop);
            Assert.Equal("Bearer sk-server", await SentAsync(host));
        }
    }

    [Fact]
    public async Task An_unusable_master_key_is_named_and_half_a_character_is_refused()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "no key", GatewayHost.Stop);
        await using var host = await GatewayHost.StartAsync(("Keys:MasterKey", ""), ("Keys:MasterKeyFile", file));
        using var unusable = await host.SendAsync("/v1/config/keys", $$"""{"provider":"openai","api_key":"{{Planted}}"}""");
        Assert.Equal(HttpStatusCode.InternalServerError, unusable.StatusCode);
        Assert.Contains("Keys:MasterKeyFile", await unusable.Content.ReadAsStringAsync(GatewayHost.Stop));
        using var half = await host.SendAsync("/v1/config/keys", """{"provider":"openai","api_key":"\ud800"}""");
        Assert.Equal(HttpStatusCode.BadRequest, half.StatusCode);
        File.Delete(file);
    }

    [Fact]
    public async Task A_provider_without_a_key_can_be_called_once_it_has_one()
    {
        await using var host = await GatewayHost.StartAsync(("Providers:openai:ApiKey", ""));
        Assert.Equal("""{"configured_providers":[]}""", await host.Client.GetStringAsync("/v1/config/keys", GatewayHost.Stop));
        using (var before = await host.PostAsync(Call))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, before.StatusCode);
        }

        using var set = await host.SendAsync("/v1/config/keys", $$"""{"provider":"OpenAI","api_key":" {{Planted}}\n"}""");
        Assert.Equal($"Bearer {Planted}", await SentAsync(host));
        Assert.Equal("""{"configured_providers":["openai"]}""", await host.Client.GetStringAsync("/v1/config/keys", GatewayHost.Stop));
    }

    [Theory]
    [InlineData("""{"provider":"nobody","api_key":"sk-planted-0123456789"}""", 404)]
    [InlineData("""{"provider":"demo","api_key":"sk-planted-0123456789"}""", 404)]
    [InlineData("""{"provider":"openai"}""", 400)]
    [InlineData("""{"provider":"openai","api_key":""}""", 400)]
    [InlineData("""{"provider":"openai","api_key":"sk-planted\r\nX-Evil: 1"}""", 400)]
    [InlineData("""{"provider":"openai","api_key":"sk-planted-0123456789" """, 400)]
    [InlineData("[]", 400)]
    public async Task A_wrong_request_is_refused_without_repeating_the_key(string body, int status)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.SendAsync("/v1/config/keys", body);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.DoesNotContain("planted", await response.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("Bearer sk-server", await SentAsync(host));
    }

    [Fact]
    public async Task While_the_store_is_away_a_change_is_refused()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Documents.IsAway = true;
        using var response = await host.SendAsync("/v1/config/keys", $$"""{"provider":"openai","api_key":"{{Planted}}"}""");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("Bearer sk-server", await SentAsync(host));
    }

    [Theory]
    [InlineData("member")]
    [InlineData("call-only")]
    public async Task Only_an_admin_may_manage_keys(string role)
    {
        await using var host = await GatewayHost.StartAsync();
        await host.NewSecretAsync("{}");
        var secret = await host.NewSecretAsync($$"""{"role":"{{role}}"}""");
        using var response = await host.SendAsync("/v1/config/keys", $$"""{"provider":"openai","api_key":"{{Planted}}"}""", ("Authorization", $"Bearer {secret}"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_secrets_file_is_read_at_the_start_and_again_when_asked()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, """{"openai_api_key":"sk-from-file-1","groq":"sk-groq"}""", GatewayHost.Stop);
        await using var host = await GatewayHost.StartAsync(("Keys:SecretsFile", path), ("Providers:openai:ApiKey", ""), ("OPENAI_API_KEY", "sk-from-environment"));
        Assert.Equal("Bearer sk-from-file-1", await SentAsync(host));

        await File.WriteAllTextAsync(path, """{"openai":"sk-from-file-2"}""", GatewayHost.Stop);
        using (var reload = await host.SendAsync("/v1/config/reload", ""))
        {
            Assert.Equal("""{"message":"secrets reloaded","loaded":1,"configured_providers":["openai"]}""", await reload.Content.ReadAsStringAsync(GatewayHost.Stop));
        }

        Assert.Equal("Bearer sk-from-file-2", await SentAsync(host));
        await File.WriteAllTextAsync(path, "sk-not-json", GatewayHost.Stop);
        using var broken = await host.SendAsync("/v1/config/reload", "");
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        Assert.DoesNotContain("sk-not-json", await broken.Content.ReadAsStringAsync(GatewayHost.Stop));
        Assert.Equal("Bearer sk-from-file-2", await SentAsync(host));
        File.Delete(path);
    }

    [Fact]
    public async Task A_key_that_was_moved_to_another_provider_or_sealed_by_another_server_opens_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        using var set = await host.SendAsync("/v1/config/keys", $$"""{"provider":"groq","api_key":"{{Planted}}"}""");
        var moved = Assert.Single(host.Documents.All("provider-key")) with { Id = "openai" };
        await host.Documents.SaveAsync(moved, GatewayHost.Stop);
        await host.Documents.SaveAsync(moved with { Id = "mistral", Json = new Utf8Text(Encoding.UTF8.GetBytes("""{"sealed":"AAAA"}""")) }, GatewayHost.Stop);
        Assert.Equal("Bearer sk-server", await SentAsync(host));
        Assert.Equal("""{"configured_providers":["groq","openai"]}""", await host.Client.GetStringAsync("/v1/config/keys", GatewayHost.Stop));
    }

    private static async Task<string> SentAsync(GatewayHost host)
    {
        using var response = await host.PostAsync(Call);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers["Authorization"];
    }
}
