using System.Net;
using System.Text;
using System.Text.Json;
using Tracehouse.EndToEnd.Compatibility;
using Xunit;

namespace Tracehouse.EndToEnd.Vendors.Langfuse;

/// <summary>Prompts, datasets, experiments and the rest of what Langfuse's packages manage, by the packages themselves; and who may come in.</summary>
public sealed class LibraryTests(LangfuseServer langfuse) : IClassFixture<LangfuseServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("langfuse3", "langfuse-3.39.2-library", "langfuse 3.39.2 (npm), prompts and datasets")]
    [InlineData("langfuse4", "langfuse-4.6.1-library", "@langfuse/client 4.6.1 (npm), prompts and datasets")]
    [InlineData("langfuse5", "langfuse-5.11.1-library", "@langfuse/client 5.11.1 (npm), prompts and datasets")]
    public async Task The_package_manages_what_it_manages_at_home(string folder, string fragment, string client) =>
        ClientFragment.Check(fragment, client, await ClientRun.OfAsync($"{folder}/library.mjs", langfuse.Server.ApiUrl.OriginalString, LangfuseServer.Public, LangfuseServer.Secret));

    [Theory]
    [InlineData("GET", "v2/prompts")]
    [InlineData("POST", "v2/prompts")]
    [InlineData("GET", "v2/prompts/x")]
    [InlineData("DELETE", "v2/prompts/x")]
    [InlineData("PATCH", "v2/prompts/x/versions/1")]
    [InlineData("GET", "v2/datasets")]
    [InlineData("POST", "v2/datasets")]
    [InlineData("GET", "v2/datasets/x")]
    [InlineData("POST", "datasets")]
    [InlineData("GET", "dataset-items")]
    [InlineData("POST", "dataset-items")]
    [InlineData("DELETE", "dataset-items/x")]
    [InlineData("POST", "dataset-run-items")]
    [InlineData("GET", "datasets/x/runs")]
    [InlineData("DELETE", "datasets/x/runs/y")]
    [InlineData("GET", "experiments")]
    [InlineData("GET", "experiment-items")]
    [InlineData("GET", "comments")]
    [InlineData("POST", "comments")]
    [InlineData("GET", "annotation-queues")]
    [InlineData("POST", "annotation-queues/x/items")]
    [InlineData("GET", "models")]
    [InlineData("POST", "models")]
    [InlineData("GET", "llm-connections")]
    [InlineData("GET", "v2/evaluators")]
    [InlineData("GET", "unstable/evaluators")]
    public async Task A_wrong_key_is_refused_in_the_words_of_langfuse(string method, string path)
    {
        var (status, body) = await AskAsync(new HttpMethod(method), path, "sk-lf-wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.NotEmpty(body.GetProperty("message").GetString()!);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> AskAsync(HttpMethod method, string path, string secret)
    {
        using var request = new HttpRequestMessage(method, new Uri(langfuse.Server.ApiUrl, $"api/public/{path}"));
        request.Headers.Add("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{LangfuseServer.Public}:{secret}"))}");
        using var answer = await langfuse.Server.Http.SendAsync(request, Stop);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Stop)));
    }
}
