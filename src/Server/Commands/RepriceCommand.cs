using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tracehouse.Server.Hosting;
using Tracehouse.Server.Listening;
using Tracehouse.Server.Repricing;
using Tracehouse.Store.Repricing;

namespace Tracehouse.Server.Commands;

/// <summary>Asks the running server to price past calls again, because the store belongs to it, and says how far it is.</summary>
internal static class RepriceCommand
{
    private const int Failure = 1;

    /// <summary>Where the key is that a server may ask for.</summary>
    private const string KeyVariable = "TRACEHOUSE_KEY";

    public static async Task<int> RunAsync(RepriceBody body, string[] settings, CancellationToken stop)
    {
        try
        {
            var configuration = new ConfigurationManager();
            configuration.AddJsonFile("appsettings.json", optional: true);
            configuration.AddServerSettings(settings);
            return await AskAsync(new Uri(configuration["Api:Url"]!), body, stop);
        }
        catch (SettingException fault)
        {
            return await ComplainAsync(fault.Message);
        }
    }

    private static async Task<int> AskAsync(Uri server, RepriceBody body, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "v1/prices/reprice")) { Content = JsonContent.Create(body, RepricingJson.Default.RepriceBody) };
        await request.Content.LoadIntoBufferAsync(stop);
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            await using var lines = await answer.Content.ReadAsStreamAsync(stop);
            return await FollowAsync(lines, stop);
        }
        catch (HttpRequestException cause)
        {
            return await ComplainAsync($"No server answers at {server} (Api:Url): {cause.Message} Start one, or name the right address with --Api:Url.");
        }
    }

    private static async Task<int> FollowAsync(Stream answer, CancellationToken stop)
    {
        using var reader = new StreamReader(answer);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (ErrorOf(line) is { } error)
            {
                return await ComplainAsync(error);
            }

            var progress = JsonSerializer.Deserialize(line, RepricingJson.Default.RepriceProgress)!;
            Console.WriteLine(Say(progress));
            if (progress.IsDone)
            {
                return 0;
            }
        }

        return await ComplainAsync("The server broke off. What it had done stays; run the command again for the rest.");
    }

    /// <summary>Null when the line tells of no error.</summary>
    private static string? ErrorOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("error", out var error) ? error.GetProperty("message").GetString() : null;
        }
        catch (JsonException)
        {
            return $"This is no answer of a Tracehouse: {line[..Math.Min(line.Length, 200)]}";
        }
    }

    private static string Say(RepriceProgress progress)
    {
        var verb = progress.IsDryRun ? "would change" : "changed";
        return string.Create(CultureInfo.InvariantCulture,
            $"{(progress.IsDone ? "Done: " : "")}{progress.Scanned:N0} calls looked at, {progress.Changed:N0} {verb}, {progress.Unpriced:N0} unpriced, {progress.Kept:N0} kept; {progress.OldTotalUsd:0.00########} USD before, {progress.NewTotalUsd:0.00########} USD now{(progress.IsComplete ? "" : "; the newest calls were still on their way, run it again for them")}");
    }

    private static async Task<int> ComplainAsync(string fault)
    {
        await Console.Error.WriteLineAsync($"tracehouse: {fault}");
        return Failure;
    }
}
