using Microsoft.Extensions.Logging;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Traces;

/// <summary>
/// Puts together the traces of spans that a version stored which had no traces: project by project, 1. notes when the spans of each trace began, 2. works the
/// traces out, the newest first, a stretch of time at a time. Goes on where it was when the process ended, and when all is done never runs again.
/// </summary>
public sealed partial class DerivePast(ClickHouseLink link, DeriveTraces traces, TimeProvider time, ILogger<DerivePast> log)
{
    private const int SpansAtOnce = 20_000;
    private const int TimesAtOnce = 500_000;
    private const string Everything = "traces";
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset End = new(2299, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string Window = SqlFile.Read("Traces/ReadWindow.sql");
    private static readonly string NoteTimes = SqlFile.Read("Traces/NoteTimes.sql");
    private static readonly string EndedTraces = SqlFile.Read("Traces/ReadEndedTraces.sql");
    private static readonly string Projects = SqlFile.Read("Traces/ReadProjects.sql");
    private static readonly string Progress = SqlFile.Read("Traces/ReadProgress.sql");
    private static readonly string NoteProgress = SqlFile.Read("Traces/NoteProgress.sql");

    /// <summary>Safe to run again after whatever happened. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (await ProgressAsync(Everything, stop) is { IsDone: true })
        {
            return;
        }

        foreach (var project in await link.ReadAllAsync(Projects, SqlParameters.None, PastJson.Default.PastProject, stop))
        {
            await WalkAsync(project.Name, $"times of {project.Name}", TimesAtOnce, NoteAsync, stop);
            await traces.ForgetAsync(stop);
            var count = 0;
            await WalkAsync(project.Name, $"traces of {project.Name}", SpansAtOnce, async (name, window, token) =>
            {
                count += await DeriveAsync(name, window, token);
                LogProgress(log, count, name, DateTimeOffset.UnixEpoch.AddMicroseconds(window.First));
            }, stop);
        }

        await NoteAsync(Everything, DateTimeOffset.UnixEpoch, isDone: true, stop);
    }

    /// <summary>Runs again until all is done. Throws only when it is stopped.</summary>
    public async Task RunUntilDoneAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await RunAsync(stop);
                return;
            }
            catch (Exception cause) when (!stop.IsCancellationRequested)
            {
                LogLater(log, cause);
            }

            await Task.Delay(RetryEvery, time, stop);
        }
    }

    private async Task WalkAsync(string project, string name, int limit, Func<string, PastWindow, CancellationToken, Task> step, CancellationToken stop)
    {
        var progress = await ProgressAsync(name, stop);
        var before = progress is null ? End : DateTimeOffset.UnixEpoch.AddMicroseconds(progress.Position);
        while (progress is not { IsDone: true })
        {
            var parameters = new SqlParameters { { "project", project }, { "before", before }, { "limit", limit } };
            var window = (await link.ReadAllAsync(Window, parameters, PastJson.Default.PastWindow, stop))[0];
            if (window.Spans == 0)
            {
                await NoteAsync(name, before, isDone: true, stop);
                return;
            }

            await step(project, window, stop);
            before = DateTimeOffset.UnixEpoch.AddMicroseconds(window.First);
            await NoteAsync(name, before, isDone: false, stop);
        }
    }

    private Task NoteAsync(string project, PastWindow window, CancellationToken stop) => link.ExecuteAsync(NoteTimes, Bounds(project, window), stop);

    private async Task<int> DeriveAsync(string project, PastWindow window, CancellationToken stop)
    {
        ProjectId.TryParse(project, out var id);
        var ended = await link.ReadAllAsync(EndedTraces, Bounds(project, window), TracesJson.Default.TraceTimes, stop);
        if (ended.Count > 0)
        {
            await traces.RefreshAsync(ended.Select(trace => new TraceKey(id, trace.TraceId)), token: null, stop);
        }

        return ended.Count;
    }

    private static SqlParameters Bounds(string project, PastWindow window) => new()
    {
        { "project", project },
        { "first_start", DateTimeOffset.UnixEpoch.AddMicroseconds(window.First) },
        { "last_start", DateTimeOffset.UnixEpoch.AddMicroseconds(window.Last) },
    };

    private async Task<PastProgress?> ProgressAsync(string name, CancellationToken stop) =>
        (await link.ReadAllAsync(Progress, new SqlParameters { { "name", name } }, PastJson.Default.PastProgress, stop)).FirstOrDefault();

    /// <summary>What was done is made safe before it is noted.</summary>
    private async Task NoteAsync(string name, DateTimeOffset position, bool isDone, CancellationToken stop)
    {
        await link.FlushAsync();
        await link.ExecuteAsync(NoteProgress, new SqlParameters { { "name", name }, { "position", position }, { "is_done", isDone ? 1 : 0 } }, stop);
    }

    [LoggerMessage(LogLevel.Information, "{Count} traces of project {Project} from before were put together, back to {Time}")]
    private static partial void LogProgress(ILogger log, int count, string project, DateTimeOffset time);

    [LoggerMessage(LogLevel.Warning, "Traces from before cannot be put together now; that goes on later")]
    private static partial void LogLater(ILogger log, Exception cause);
}
