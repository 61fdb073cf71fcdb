using Tracehouse.Engine.Connections;

namespace Tracehouse.Engine.Execution;

/// <summary>Cancels a statement when nobody waits for it any longer.</summary>
internal static class QueryWatch
{
    // A statement can only be cancelled once the engine has registered it, so it is asked again until it has ended.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends when the statement does. Does not throw.</summary>
    public static async Task RunAsync(EngineDatabase database, EngineConnection connection, Task running, CancellationToken abort)
    {
        var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = abort.Register(aborted.SetResult);
        await Task.WhenAny(running, aborted.Task);
        while (!running.IsCompleted)
        {
            database.Cancel(connection.Name);
            await Task.WhenAny(running, Task.Delay(AskAgain, CancellationToken.None));
        }
    }
}
