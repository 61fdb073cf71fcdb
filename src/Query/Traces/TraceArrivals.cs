using Tracehouse.Store.Draining;

namespace Tracehouse.Query.Traces;

/// <summary>Tells when there is something new to see.</summary>
public sealed class TraceArrivals(StoreState state)
{
    /// <summary>A number that changes whenever traces arrive.</summary>
    public long Version => state.Landings;

    /// <summary>Waits until the version is another than <paramref name="version"/>, and answers it.</summary>
    public async Task<long> WaitAsync(long version, CancellationToken stop)
    {
        while (true)
        {
            var change = state.NextChange;
            if (state.Landings != version)
            {
                return state.Landings;
            }

            await change.WaitAsync(stop);
        }
    }
}
