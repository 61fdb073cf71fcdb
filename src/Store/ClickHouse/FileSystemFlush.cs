using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tracehouse.Store.ClickHouse;

/// <summary>Forces everything that was written to a file system to disk, by whichever process. Linux only.</summary>
internal static partial class FileSystemFlush
{
    /// <summary>Throws <see cref="Win32Exception"/> when the system refuses.</summary>
    public static void Run(string directory)
    {
        var descriptor = Open(directory, 0);
        if (descriptor < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        try
        {
            if (SyncFileSystem(descriptor) != 0)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
