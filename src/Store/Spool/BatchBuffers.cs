using System.Numerics;

namespace Tracehouse.Store.Spool;

/// <summary>
/// Lends the memory of batches, which hardly ever are two at a time, and keeps one piece. The shared pool would keep one for every thread that a batch ended
/// on, and batches are large.
/// </summary>
internal sealed class BatchBuffers
{
    private const int KeptBytesMax = 16 << 20;
    private const int WasteMax = 4;
    private const int WastesMax = 100;
    private const int BytesMin = 64 * 1024;

    private byte[]? _kept;
    private int _wastes;

    /// <summary>A buffer of at least so many bytes. One that was much too large many times is let go, as the rush that made it is over.</summary>
    public byte[] Take(int bytes)
    {
        var wanted = Math.Max(bytes, BytesMin);
        var kept = Interlocked.Exchange(ref _kept, null);
        _wastes = kept is not null && kept.Length / WasteMax > wanted ? _wastes + 1 : 0;
        return kept is not null && kept.Length >= wanted && _wastes <= WastesMax
            ? kept
            : GC.AllocateUninitializedArray<byte>((int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)wanted), (uint)Array.MaxLength));
    }

    public void Return(byte[] buffer)
    {
        if (buffer.Length <= KeptBytesMax)
        {
            Volatile.Write(ref _kept, buffer);
        }
    }
}
