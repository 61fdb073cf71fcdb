using Microsoft.Extensions.Options;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>What all requests of one moment may take together. Safe for use by several threads.</summary>
public sealed class MemoryBudget(IOptions<OtlpOptions> options)
{
    private long _left = options.Value.BodiesBytesMax;

    /// <summary>False, and nothing taken, when there is not so much left.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    public void GiveBack(long bytes) => Interlocked.Add(ref _left, bytes);
}
