using System.Net;
using System.Text.Json;
using Tracehouse.EndToEnd.Support;
using Xunit;

namespace Tracehouse.EndToEnd.Search;

/// <summary>The description of the API against the API.</summary>
public sealed class OpenApiTests(SharedServer shared)
{
    [Fact]
    public async Task Every_route_and_parameter_of_the_description_is_there()
    {
        var (status, document) = await shared.Server.GetAsync("openapi.json");
        Assert.Equal(HttpStatusCode.OK, status);
        var paths = document.GetProperty("paths").EnumerateObject().ToDictionary(path => path.Name, path => path.Value);
        Assert.Superset(
            new HashSet<string>(
            [
                "/v1/traces", "/v1/traces/{id}", "/v1/traces/{id}/spans", "/v1/spans", "/v1/spans/{id}", "/v1/sessions", "/v1/sessions/{id}", "/v1/users", "/v1/users/{id}", "/v1/usage",
                "/v1/scores", "/v1/prices", "/v1/prices/reprice", "/health", "/v1/chat/completions", "/v1/keys",
            ]),
            paths.Keys.ToHashSet());
        foreach (var (path, operations) in paths)
        {
            if (!path.Contains('{') && operations.TryGetProperty("get", out var get) && get.TryGetProperty("parameters", out var parameters))
            {
                await AssertAcceptedAsync(path, [.. parameters.EnumerateArray()]);
            }
        }
    }

    [Theory]
    [InlineData("v1/traces")]
    [InlineData("v1/spans")]
    [InlineData("v1/scores")]
    public async Task No_parameter_is_missing_in_the_description(string path)
    {
        var (_, document) = await shared.Server.GetAsync("openapi.json");
        var described = document.GetProperty("paths").GetProperty($"/{path}").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .SelectMany(parameter => $"{parameter.GetProperty("name")} {parameter.GetProperty("description")}".Split(' ', ',', ';')).ToHashSet();
        var (_, refusal) = await shared.Server.GetAsync($"{path}?no_such_thing=1");
        var known = refusal.GetProperty("error").GetProperty("message").GetString()!.Split("Known are: ")[1].TrimEnd('.').Split(", ");
        Assert.All(known, name => Assert.Contains(name.Replace('<', '{').Replace('>', '}'), described));
    }

    private async Task AssertAcceptedAsync(string path, IReadOnlyList<JsonElement> parameters)
    {
        foreach (var parameter in parameters)
        {
            var (name, type) = (parameter.GetProperty("name").GetString()!.Replace('{', 'a').Replace('}', 'z'), parameter.GetProperty("schema").GetProperty("type").GetString());
            var (_, body) = await shared.Server.GetAsync($"{path.TrimStart('/')}?{name}={(type is "integer" or "number" ? "1" : "")}");
            Assert.False(body.TryGetProperty("error", out var error), $"{path} does not take {name}: {error}");
        }
    }
}
