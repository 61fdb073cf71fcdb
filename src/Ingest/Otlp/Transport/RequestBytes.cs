using System.Buffers;
using System.IO.Compression;

namespace Tracehouse.Ingest.Otlp.Transport;

/// <summary>The bytes of a request in rented memory, no more of them than allowed. Whoever makes it disposes it, and nobody keeps its memory beyond that.</summary>
public sealed class RequestBytes(MemoryBudget budget, int bytesMax) : IDisposable
{
    private const int FirstBytes = 16 << 10;

    /// <summary>Nobody gets more only for saying that it will send more.</summary>
    private const int BelievedBytes = 1 << 20;

    private byte[] _bytes = [];
    private int _length;

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>The same, for whoever mends it in place.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>Reads a stream to its end. Throws what the stream throws.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="expected">How long it may be, as far as is known.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<ReadFault> FillAsync(Stream source, long? expected, CancellationToken stop)
    {
        if (expected > bytesMax)
        {
            return ReadFault.TooLarge;
        }

        if (!TryGrow(Math.Min(expected ?? FirstBytes, BelievedBytes) + 1))
        {
            return ReadFault.Busy;
        }

        while (true)
        {
            var room = Math.Min(_bytes.Length, bytesMax) - _length;
            if (room == 0 && _length == bytesMax)
            {
                return await source.ReadAsync(new byte[1], stop) == 0 ? ReadFault.None : ReadFault.TooLarge;
            }

            if (room == 0 && !TryGrow(2L * _length))
            {
                return ReadFault.Busy;
            }

            var read = await source.ReadAsync(_bytes.AsMemory(_length, Math.Min(_bytes.Length, bytesMax) - _length), stop);
            _length += read;
            if (read == 0)
            {
                return ReadFault.None;
            }
        }
    }

    /// <summary>Reads what compressed bytes stand for.</summary>
    public async Task<ReadFault> InflateAsync(ReadOnlyMemory<byte> compressed, Compression compression, CancellationToken stop)
    {
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(compressed, out var array);
        using var source = new MemoryStream(array.Array ?? [], array.Offset, array.Count, writable: false);
        await using Stream inflated = compression switch
        {
            Compression.Gzip => new GZipStream(source, CompressionMode.Decompress),
            Compression.Deflate when IsZlib(compressed.Span) => new ZLibStream(source, CompressionMode.Decompress),
            _ => new DeflateStream(source, CompressionMode.Decompress),
        };
        try
        {
            return await FillAsync(inflated, null, stop);
        }
        catch (InvalidDataException)
        {
            return ReadFault.Malformed;
        }
    }

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            budget.GiveBack(_bytes.Length);
            (_bytes, _length) = ([], 0);
        }
    }

    /// <summary>"Deflate" means zlib's format (RFC 9110, section 8.4.1.2), but some send it bare.</summary>
    private static bool IsZlib(ReadOnlySpan<byte> bytes) => bytes.Length >= 2 && (bytes[0] & 0x0F) == 8 && ((bytes[0] << 8) | bytes[1]) % 31 == 0;

    private bool TryGrow(long wanted)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(FirstBytes, Math.Min(wanted, bytesMax)));
        if (!budget.TryTake(larger.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return false;
        }

        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            budget.GiveBack(_bytes.Length);
        }

        _bytes = larger;
        return true;
    }
}
