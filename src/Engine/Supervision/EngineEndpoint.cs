namespace Tracehouse.Engine.Supervision;

/// <summary>Where an engine listens: at an address, or on a Unix socket behind an address that only names it.</summary>
public sealed record EngineEndpoint(Uri Url, string? Socket)
{
    public static EngineEndpoint OfSocket(string path) => new(new Uri("http://localhost/"), path);

    public static EngineEndpoint OfUrl(Uri url) => new(url, null);
}
