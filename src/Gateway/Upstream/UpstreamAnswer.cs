using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Upstream;

/// <summary>What an upstream answers: the head, and the body in pieces as they come. Disposing it hangs up on what has not come.</summary>
internal abstract class UpstreamAnswer : IDisposable
{
    private PooledBytes? _ahead;
    private bool _isAheadTaken;

    public abstract int Status { get; }

    /// <summary>Every header, in order.</summary>
    public abstract IReadOnlyList<HeaderField> Fields { get; }

    /// <summary>The length that it says its body has; null when it says none, or several that differ.</summary>
    public abstract long? Length { get; }

    public bool IsSuccess => Status is >= 200 and < 300;

    public string? ContentType => Find("Content-Type");

    /// <summary>Whether it comes compressed, though that was not asked for.</summary>
    public bool IsCompressed => Find("Content-Encoding") is not null;

    /// <summary>What was read ahead.</summary>
    public ReadOnlyMemory<byte> Ahead => _ahead?.Memory ?? default;

    /// <summary>What is done at its end; null for nothing.</summary>
    public Action? Ended { private get; set; }

    /// <summary>The first value of a header; null when it is not there.</summary>
    public string? Find(string name)
    {
        var fields = Fields;
        for (var at = 0; at < fields.Count; at++)
        {
            if (fields[at].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return fields[at].Value;
            }
        }

        return null;
    }

    /// <summary>Every value of a header, with commas between; null when it is not there.</summary>
    public string? FindAll(string name)
    {
        string? found = null;
        var fields = Fields;
        for (var at = 0; at < fields.Count; at++)
        {
            if (fields[at].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = found is null ? fields[at].Value : $"{found},{fields[at].Value}";
            }
        }

        return found;
    }

    /// <summary>The next piece of the body, valid until the next call; empty at the end. Throws <see cref="IOException"/> when it breaks off.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken abort)
    {
        if (_isAheadTaken || Ahead.IsEmpty)
        {
            return ReadPieceAsync(abort);
        }

        _isAheadTaken = true;
        return ValueTask.FromResult(Ahead);
    }

    /// <summary>Reads a piece before the answer is used; whoever uses it gets that again.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAheadAsync(CancellationToken abort)
    {
        _ahead ??= new PooledBytes();
        var piece = await ReadPieceAsync(abort);
        _ahead.Write(piece.Span);
        return _ahead.Memory[^piece.Length..];
    }

    public void Dispose()
    {
        Close();
        _ahead?.Dispose();
        _ahead = null;
        Ended?.Invoke();
        Ended = null;
    }

    /// <summary>The next piece of the body as it came.</summary>
    protected abstract ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync(CancellationToken abort);

    /// <summary>Gives back what it holds. It may be called again.</summary>
    protected abstract void Close();
}
