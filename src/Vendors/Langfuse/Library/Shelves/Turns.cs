using Tracehouse.Records;

namespace Tracehouse.Vendors.Langfuse.Library.Shelves;

/// <summary>Lets those who change the same thing go one after the other.</summary>
internal sealed class Turns : IDisposable
{
    private const int Lanes = 64;

    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Waits until it is this one's turn, which lasts until the answer is disposed.</summary>
    public async Task<IDisposable> TakeAsync(ProjectId project, string name, CancellationToken stop)
    {
        var lane = _lanes[(uint)HashCode.Combine(project.Value, name) % Lanes];
        await lane.WaitAsync(stop);
        return new Turn(lane);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
