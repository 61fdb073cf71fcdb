using System.Net.Http.Headers;
using System.Text;

namespace Tracehouse.Ingest.Mirroring.Sending;

/// <summary>Where a mirror takes what, and what it wants to know of the sender.</summary>
internal sealed class MirrorAddress(MirrorOptions options)
{
    /// <summary>Stands on everything that a mirror sends; what comes with it is kept and not sent on.</summary>
    public const string Header = "X-Tracehouse-Mirror";

    private const string LangfusePath = "api/public/otel/";
    private readonly string _base = BaseOf(options.Url);

    /// <summary>Whether it takes this kind of telemetry; Langfuse takes spans and scores, for which OTLP has no form.</summary>
    public bool Takes(string path) => options.Protocol == "langfuse" ? path is MirrorItem.Traces or MirrorItem.Scores : path != MirrorItem.Scores;

    public HttpRequestMessage Request(string path, string contentType, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_base}{(options.Protocol == "langfuse" && path != MirrorItem.Scores ? LangfusePath : "")}{path}")) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.TryAddWithoutValidation(Header, "1");
        if (options.PublicKey.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.PublicKey}:{options.SecretKey}")));
        }

        foreach (var (name, value) in options.Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The address with a slash at its end, and without a path that will be added, as people copy it with and without.</summary>
    private static string BaseOf(string url)
    {
        var start = url.TrimEnd('/');
        foreach (var end in new[] { "/v1/traces", "/api/public/otel" })
        {
            start = start.EndsWith(end, StringComparison.Ordinal) ? start[..^end.Length] : start;
        }

        return $"{start}/";
    }
}
