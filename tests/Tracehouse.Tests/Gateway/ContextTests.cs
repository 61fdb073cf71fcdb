using System.Text;
using System.Text.Json;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Gateway;

/// <summary>Who calls and for what is found wherever callers say so, and the headers that say it go to nobody else.</summary>
public sealed class ContextTests
{
    [Theory]
    [InlineData("X-OpenTracy-Session-Id", "s", "", "s", "", "")]
    [InlineData("Helicone-Session-Id", "s", "", "s", "", "")]
    [InlineData("Helicone-User-Id", "u", "u", "", "", "")]
    [InlineData("helicone-session-path", "/a/b", "", "", "", """{"session_path":"/a/b"}""")]
    [InlineData("Helicone-Property-Feature", "höme \"x\"", "", "", "", """{"Feature":"höme \"x\""}""")]
    [InlineData("x-portkey-metadata", """{"_user":"u","_session":7,"env":"prod","n":[1]}""", "u", "7", "", """{"env":"prod","n":"[1]"}""")]
    [InlineData("x-portkey-metadata", "not json", "", "", "", "")]
    [InlineData("x-portkey-trace-id", "t", "", "t", "", """{"portkey_trace_id":"t"}""")]
    [InlineData("x-litellm-tags", "a, b", "", "", "a|b", "")]
    [InlineData("x-litellm-end-user-id", "u", "u", "", "", "")]
    [InlineData("x-litellm-session-id", "s", "", "s", "", "")]
    [InlineData("baggage", "x=1,session.id=s%201;p=2, user.id = u", "u", "s 1", "", "")]
    [InlineData("x-portkey-api-key", "secret", "", "", "", "")]
    public async Task Headers_say_it(string name, string value, string user, string session, string tags, string metadata)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Request(""), (name, value));
        var record = await host.RecordAsync();
        Assert.Equal((user, session, tags, metadata), Said(record));
        Assert.Equal(name == "baggage", (await host.Upstream.NextAsync(GatewayHost.Stop)).Headers.ContainsKey(name));
    }

    [Theory]
    [InlineData(""","safety_identifier":"u" """, "u", "")]
    [InlineData(""","user":"u","safety_identifier":"other" """, "u", "")]
    [InlineData(""","prompt_cache_key":"s" """, "", "s")]
    [InlineData(""","metadata":{"langfuse_user_id":"u","langfuse_session_id":"s"}""", "u", "s")]
    [InlineData(""","metadata":{"trace_user_id":"u","session_id":"s","langfuse_session_id":"other"}""", "u", "s")]
    public async Task The_body_says_it(string more, string user, string session)
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Request(more));
        var (foundUser, foundSession, _, _) = Said(await host.RecordAsync());
        Assert.Equal((user, session), (foundUser, foundSession));
        Assert.Contains(more, Encoding.UTF8.GetString((await host.Upstream.NextAsync(GatewayHost.Stop)).Body));
    }

    [Fact]
    public async Task Metadata_wins_over_headers_and_headers_over_all_else()
    {
        await using var host = await GatewayHost.StartAsync();
        const string more = ""","user":"end","prompt_cache_key":"key","metadata":{"session_id":"m","Feature":"mine" }""";
        using var response = await host.PostAsync(
            Request(more), ("X-OpenTracy-Session-Id", "h"), ("Helicone-User-Id", "hu"), ("Helicone-Property-Feature", "theirs"), ("Helicone-Property-More", "1"), ("baggage", "session.id=b,user.id=bu"));
        Assert.Equal(("hu", "m", "", """{"session_id":"m","Feature":"mine" ,"More":"1"}"""), Said(await host.RecordAsync()));
    }

    [Fact]
    public async Task Long_values_are_cut_at_the_limit()
    {
        await using var host = await GatewayHost.StartAsync(("Gateway:ContextCharsMax", "4"));
        using var response = await host.PostAsync(Request(""), ("Helicone-User-Id", "abcdef"), ("Helicone-Session-Id", "abc😀"), ("Helicone-Property-Number", "123456"));
        Assert.Equal(("abcd", "abc", "", """{"Numb":"1234"}"""), Said(await host.RecordAsync()));
    }

    [Fact]
    public async Task Nobody_is_hidden_by_a_header_but_the_one_for_it()
    {
        await using var host = await GatewayHost.StartAsync();
        using var response = await host.PostAsync(Request(""), ("X-OpenTracy-Internal", "true"));
        Assert.Equal(SpanStatus.Success, (await host.RecordAsync()).Status);
    }

    private static string Request(string more) => $$"""{"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"Hi"}]{{more}}}""";

    private static (string? User, string? Session, string Tags, string Metadata) Said(SpanRecord record)
    {
        var metadata = record.Payload.Metadata.ToString();
        if (metadata.Length > 0)
        {
            JsonDocument.Parse(metadata).Dispose();
        }

        return (record.UserId ?? "", record.SessionId ?? "", string.Join('|', record.Tags), metadata);
    }
}
