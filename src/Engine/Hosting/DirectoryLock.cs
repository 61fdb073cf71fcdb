namespace Tracehouse.Engine.Hosting;

/// <summary>Holds the data directory for this process. The operating system lets go of it however the process ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Null when another process still holds the directory after that wait.</summary>
    public static async Task<DirectoryLock?> TakeAsync(string directory, TimeSpan wait, TimeProvider time, CancellationToken stop)
    {
        var path = Path.Combine(directory, "engine.lock");
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new DirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                if (time.GetElapsedTime(started) >= wait)
                {
                    return null;
                }
            }

            await Task.Delay(TryAgain, time, stop);
        }
    }

    public void Dispose() => _file.Dispose();
}
