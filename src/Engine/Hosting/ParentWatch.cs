namespace Tracehouse.Engine.Hosting;

/// <summary>
/// Ends this process at once when its standard input does: the parent holds the other end, so it is gone, however it went.
/// Nothing is lost by that, as an acknowledged insert is on disk.
/// </summary>
internal static class ParentWatch
{
    public static void Start() => new Thread(Watch) { IsBackground = true, Name = "parent watch" }.Start();

    private static void Watch()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        ProcessEnd.Now(0);
    }
}
