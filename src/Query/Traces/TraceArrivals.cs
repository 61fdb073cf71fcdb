using Tracehouse.Records;
using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Tells when there is something new to see.</summary>
public sealed class TraceArrivals(StoreState state)
{
    /// <summary>A number that changes whenever traces of a project arrive.</summary>
    public long VersionOf(ProjectId project) => state.LandingsOf(project);

    /// <summary>Waits until the version is another than <paramref name="version"/>, and answers it.</summary>
    public async Task<long> WaitAsync(ProjectId project, long version, CancellationToken stop)
    {
        while (true)
        {
            var change = state.NextChange;
            if (VersionOf(project) is var current && current != version)
            {
                return current;
            }

            await change.WaitAsync(stop);
        }
    }
}
