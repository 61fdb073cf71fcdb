using System.Runtime.InteropServices;
using Tracehouse.Engine.Errors;

namespace Tracehouse.Engine.Native;

/// <summary>An INSERT whose data is on its way. What is disposed without an end is cancelled.</summary>
internal sealed unsafe class InsertStream : IDisposable
{
    private readonly QueryParameters _parameters;
    private nint _handle;
    private bool _ended;

    public InsertStream(nint handle, QueryParameters parameters)
    {
        _handle = handle;
        _parameters = parameters;
    }

    /// <summary>The error that has stopped the insert so far, if any.</summary>
    public EngineError? Error => Marshal.PtrToStringUTF8((nint)Chdb.InsertError(_handle)) is { Length: > 0 } text ? EngineError.FromNative(text) : null;

    /// <summary>Copies the data; waits while the engine is behind. False when the insert has failed, and then <see cref="End"/> says why.</summary>
    public bool Append(ReadOnlySpan<byte> data)
    {
        fixed (byte* start = data)
        {
            return Chdb.Append(_handle, start, (nuint)data.Length) == 0;
        }
    }

    /// <summary>Commits, and waits until that is done.</summary>
    public QueryResult End()
    {
        _ended = true;
        return new QueryResult(Chdb.EndInsert(_handle));
    }

    public void Dispose()
    {
        if (_handle == 0)
        {
            return;
        }

        if (!_ended)
        {
            Chdb.CancelInsert(_handle);
        }

        Chdb.DestroyInsert(_handle);
        _handle = 0;
        _parameters.Dispose();
    }
}
