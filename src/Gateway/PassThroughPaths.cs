using Tracehouse.Gateway.Dialects;
using Tracehouse.Records;

namespace Tracehouse.Gateway;

/// <summary>The paths that go through without being understood.</summary>
internal static class PassThroughPaths
{
    private const string Providers = "/providers/";
    private const string OpenAi = "/v1/";

    /// <summary>Null when the path is none of them.</summary>
    /// <param name="path">The path as the server reads it.</param>
    /// <param name="target">Path and query as the caller wrote them.</param>
    public static PassThrough? Find(string path, string target)
    {
        var written = target.Split('?')[0];
        return path == "/v1/moderations" ? new PassThrough("moderations", "moderation", SpanKind.Guardrail)
            : path.StartsWith("/v1/images/", StringComparison.Ordinal) ? Under(OpenAi, written, "image")
            : path.StartsWith("/v1/audio/", StringComparison.Ordinal) ? Under(OpenAi, written, "audio")
            : path.StartsWith(Providers, StringComparison.Ordinal) ? AtProvider(written)
            : null;
    }

    private static PassThrough? Under(string prefix, string written, string verb) =>
        written.StartsWith(prefix, StringComparison.Ordinal) && !ClimbsUp(written) ? new PassThrough(written[prefix.Length..], verb, SpanKind.Generation) : null;

    /// <summary>What stands after the provider's name goes to it as it was written.</summary>
    private static PassThrough? AtProvider(string written)
    {
        var slash = written.StartsWith(Providers, StringComparison.Ordinal) ? written.IndexOf('/', Providers.Length) : -1;
        if (slash <= Providers.Length || ClimbsUp(written))
        {
            return null;
        }

        var path = written[(slash + 1)..];
        return new PassThrough(path, path, SpanKind.Span) { Provider = written[Providers.Length..slash] };
    }

    /// <summary>Whether the path leads out of the provider's base address, where nobody has been let in.</summary>
    private static bool ClimbsUp(string path) => Uri.UnescapeDataString(path).Split('/', '\\').Any(segment => segment is "." or "..");
}
