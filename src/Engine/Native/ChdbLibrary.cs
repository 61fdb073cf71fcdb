using System.Runtime.InteropServices;

namespace Tracehouse.Engine.Native;

/// <summary>Finds and loads libchdb next to the program, and keeps its signal handlers out of the runtime's way.</summary>
internal static class ChdbLibrary
{
    private static readonly string[] FileNames = ["libchdb.so", "libchdb.dylib"];

    /// <summary>Once per process, before anything else of the library. False, with the directory searched, when the library is not there.</summary>
    public static bool TryLoad(out string directory)
    {
        directory = AppContext.BaseDirectory;
        var path = FileNames.Select(name => Path.Combine(AppContext.BaseDirectory, name)).FirstOrDefault(File.Exists);
        if (path is null)
        {
            return false;
        }

        NativeLibrary.SetDllImportResolver(typeof(ChdbLibrary).Assembly, (name, _, _) => Resolve(name, path));
        Chdb.SetSignalHandlersEnabled(0);
        return true;
    }

    private static nint Resolve(string name, string path) => name == Chdb.Library ? NativeLibrary.Load(path) : 0;
}
