using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Connections;
using Tracehouse.Engine.Http;
using Tracehouse.Engine.Native;

namespace Tracehouse.Engine.Hosting;

/// <summary>The engine process: ClickHouse as a library, behind ClickHouse's HTTP interface.</summary>
public static partial class EngineHost
{
    private const int Success = 0;
    private const int Failure = 1;

    // A query blocks two threads and a waiting request none; the rest is for the listener.
    private const int ThreadsPerQuery = 3;

    /// <summary>
    /// Runs until <paramref name="stop"/> or a signal: 1. takes the directory, 2. opens it, 3. listens, 4. waits, 5. lets queries
    /// finish or cancels them, 6. closes. Returns the exit code of the process; what went wrong is in the log.
    /// </summary>
    public static async Task<int> RunAsync(EngineOptions options, CancellationToken stop)
    {
        // With a reset instead of an end, a client would lose the error that was sent to it last.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.FinOnError", true);
        ThreadPool.SetMinThreads(options.QueriesInParallelMax * ThreadsPerQuery, Environment.ProcessorCount);
        using var signals = new StopSignals(options.EndsWithParent, stop);
        await using var app = EngineListener.Build(options, signals);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(EngineHost));
        var problems = EngineOptionsValidator.Check(options);
        foreach (var problem in problems)
        {
            LogProblem(logger, problem);
        }

        if (problems.Count > 0)
        {
            return Failure;
        }

        if (options.EndsWithParent)
        {
            ParentWatch.Start();
        }

        try
        {
            return await HoldDirectoryAsync(app, options, logger, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Success;
        }
    }

    private static async Task<int> HoldDirectoryAsync(WebApplication app, EngineOptions options, ILogger logger, CancellationToken stop)
    {
        // Step 1: the directory.
        var directory = Path.GetFullPath(options.DataDirectory);
        CreatePrivate(directory);
        var wait = TimeSpan.FromSeconds(options.DirectoryWaitSeconds);
        using var held = await DirectoryLock.TakeAsync(directory, wait, TimeProvider.System, stop);
        if (held is null)
        {
            LogDirectoryTaken(logger, directory);
            return Failure;
        }

        // Step 2: the library.
        using var database = Open(options, logger);
        return database is null ? Failure : await ServeAsync(app, database, options, logger, stop);
    }

    private static async Task<int> ServeAsync(
        WebApplication app, EngineDatabase database, EngineOptions options, ILogger logger, CancellationToken stop)
    {
        // Step 3: the listener.
        using var halt = new CancellationTokenSource();
        using var endpoint = new QueryEndpoint(
            database, options, TimeProvider.System, halt.Token, app.Services.GetRequiredService<ILogger<QueryEndpoint>>());
        try
        {
            await EngineListener.StartAsync(app, options, endpoint, stop);
        }
        catch (IOException failure)
        {
            LogCannotListen(logger, failure.Message);
            return Failure;
        }

        // Step 4: the wait.
        var trimming = MemoryTrim.RunAsync(database, TimeProvider.System, stop);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stop.Register(stopping.SetResult))
        {
            await stopping.Task;
        }

        await trimming;

        // Step 5: the last queries.
        var patience = TimeSpan.FromSeconds(options.StopSeconds);
        halt.CancelAfter(patience);
        using var hurry = new CancellationTokenSource(patience * 2);
        await app.StopAsync(hurry.Token);
        if (!await endpoint.TryFinishAsync(patience))
        {
            LogCut(logger);
            ProcessEnd.Now(Success);
        }

        return Success;
    }

    private static EngineDatabase? Open(EngineOptions options, ILogger logger)
    {
        if (!ChdbLibrary.TryLoad(out var searched))
        {
            LogNoLibrary(logger, searched);
            return null;
        }

        var database = EngineDatabase.Open(options);
        if (database is null)
        {
            LogCannotOpen(logger, options.DataDirectory);
        }

        return database;
    }

    private static void CreatePrivate(string directory)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Another engine holds {Directory}: stop it, or set --data to another directory.")]
    private static partial void LogDirectoryTaken(ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The engine cannot listen: {Reason}")]
    private static partial void LogCannotListen(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A query did not let itself be cancelled in time; the process ends without it.")]
    private static partial void LogCut(ILogger logger);

    [LoggerMessage(Level = LogLevel.Critical, Message = "libchdb is not in {Directory}: build with npm available, on Linux with glibc or macOS.")]
    private static partial void LogNoLibrary(ILogger logger, string directory);

    [LoggerMessage(Level = LogLevel.Critical, Message = "ClickHouse cannot open {Directory}: check that it is writable and holds data of this version.")]
    private static partial void LogCannotOpen(ILogger logger, string directory);
}
