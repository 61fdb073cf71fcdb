using System.Runtime.InteropServices;

namespace Tracehouse.Engine.Hosting;

/// <summary>Ends this process without running anything more of it: the library's destructors do not stand running queries.</summary>
internal static partial class ProcessEnd
{
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Now(int code);
}
