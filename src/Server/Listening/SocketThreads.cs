namespace Tracehouse.Server.Listening;

/// <summary>
/// Lets whoever waits for a socket go on on the thread that hears of it. .NET reads that from the environment, once, before the first socket is used.
/// A call of a model mostly waits, and the changes of threads would cost more than the work between them; whatever computes with what it reads goes to the
/// pool by itself.
/// </summary>
internal static class SocketThreads
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Sets it, unless the operator did.</summary>
    public static void GoOnInline()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
