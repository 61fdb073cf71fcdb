using Tracehouse.Engine.Configuration;

namespace Tracehouse.Engine.Supervision;

/// <summary>Chooses the path of the Unix socket.</summary>
internal static class EngineSocket
{
    private const string FileName = "engine.sock";

    /// <summary>In the data directory; in a private directory of its own when that path is too long for a socket.</summary>
    public static string PathFor(string dataDirectory)
    {
        var path = Path.Combine(Path.GetFullPath(dataDirectory), FileName);
        return System.Text.Encoding.UTF8.GetByteCount(path) <= EngineOptionsValidator.SocketPathBytesMax
            ? path
            : Path.Combine(Directory.CreateTempSubdirectory("tracehouse-").FullName, FileName);
    }
}
