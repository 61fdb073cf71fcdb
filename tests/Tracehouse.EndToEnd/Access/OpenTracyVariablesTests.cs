using System.Net;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Access;

/// <summary>The names of environment variables that others have promised.</summary>
public sealed class OpenTracyVariablesTests(SharedServer shared)
{
    [Fact]
    public async Task A_server_of_ClickHouse_and_a_secrets_file_are_found_under_new_and_old_names()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"groq_api_key":"gsk-planted"}""", TestContext.Current.CancellationToken);
        await using var server = await ServerProcess.StartInAsync(new Dictionary<string, string>
        {
            ["OPENTRACY_CH_HOST"] = "127.0.0.1",
            ["OPENTRACY_CH_PORT"] = "9000",
            ["OPENTRACY_CH_HTTP_PORT"] = $"{shared.EngineUrl.Port}",
            ["OPENTRACY_CH_DATABASE"] = $"opentracy_{Guid.NewGuid():N}",
            ["LUNAR_CH_USERNAME"] = "default",
            ["LUNAR_SECRETS_FILE"] = file,
        });
        using var call = await server.ChatAsync("hello");
        await Eventually.TrueAsync(async () => (await server.GetAsync("v1/traces")).Status == HttpStatusCode.OK, "the store is ready");
        Assert.Equal(1, (await server.GetAsync("v1/traces")).Body.GetProperty("total").GetInt32());
        Assert.Null(server.EngineProcessId());
        Assert.Contains("groq", (await server.GetAsync("v1/secrets")).Body.GetRawText());
        Assert.Equal(1, server.Output.Split("LUNAR_CH_USERNAME is an old name").Length - 1);
        Assert.DoesNotContain("gsk-planted", server.Output);
        File.Delete(file);
    }

    [Theory]
    [InlineData("OPENTRACY_PORT", "http")]
    [InlineData("LUNAR_HOST", "not a host")]
    [InlineData("OPENTRACY_SECRETS_FILE", "/nowhere/secrets.json")]
    public async Task A_value_that_cannot_be_meant_ends_the_start_and_is_named(string variable, string value)
    {
        var data = Directory.CreateTempSubdirectory("tracehouse-settings-").FullName;
        var (exitCode, output) = await ServerProcess.RunToEndInAsync(new Dictionary<string, string> { [variable] = value }, data);
        Assert.Equal(1, exitCode);
        Assert.Contains(variable, output);
        Assert.DoesNotContain("   at ", output);
    }
}
