using System.Net;

namespace Tracehouse.Engine.Configuration;

/// <summary>Says what is wrong with the options and which one to change.</summary>
public static class EngineOptionsValidator
{
    /// <summary>The longest path that a Unix socket can have everywhere: macOS allows 104 bytes with the closing zero.</summary>
    public const int SocketPathBytesMax = 103;

    /// <summary>One sentence for each problem; empty when all is well.</summary>
    public static IReadOnlyList<string> Check(EngineOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            problems.Add("No data directory: set --data.");
        }

        if (options.Socket is null && options.Url is null)
        {
            problems.Add("Nothing to listen on: set --socket, --url or both.");
        }

        if (options.Socket is { } socket && System.Text.Encoding.UTF8.GetByteCount(socket) > SocketPathBytesMax)
        {
            problems.Add($"The socket path is longer than {SocketPathBytesMax} bytes: set --socket to a shorter one.");
        }

        if (options.Url is { } url && !IsLoopback(url))
        {
            problems.Add($"'{url}' is not a loopback http address: the engine has no sign-in, so set --url to one such as http://127.0.0.1:8123.");
        }

        CheckAtLeastOne(problems, options);
        return problems;
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static void CheckAtLeastOne(List<string> problems, EngineOptions options)
    {
        ReadOnlySpan<(string Name, long Value)> limits =
        [
            (nameof(options.QueriesInParallelMax), options.QueriesInParallelMax),
            (nameof(options.QueriesQueuedMax), options.QueriesQueuedMax),
            (nameof(options.BodyBytesMax), options.BodyBytesMax),
            (nameof(options.QueryBytesMax), options.QueryBytesMax),
            (nameof(options.AnswerBytesMax), options.AnswerBytesMax),
            (nameof(options.MemoryBytesMax), options.MemoryBytesMax),
            (nameof(options.CacheBytesMax), options.CacheBytesMax),
            (nameof(options.SessionsMax), options.SessionsMax),
        ];
        foreach (var (name, value) in limits)
        {
            if (value < 1)
            {
                problems.Add($"{name} is {value}: set it to at least 1.");
            }
        }
    }
}
