using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Hosting;

/// <summary>The directory that everything is kept in, held by one server at a time.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Creates it when missing. Throws <see cref="SettingException"/> when it cannot be written or another server holds it.</summary>
    public static DataDirectory Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
            return new DataDirectory(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException cause)
        {
            throw new SettingException($"Data:Directory is \"{path}\", which cannot be used: another Tracehouse may be running on it ({cause.Message})");
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new SettingException($"Data:Directory is \"{path}\", which cannot be written: {cause.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();
}
