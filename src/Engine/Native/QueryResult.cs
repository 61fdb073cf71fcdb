using System.Runtime.InteropServices;
using Tracehouse.Engine.Errors;

namespace Tracehouse.Engine.Native;

/// <summary>What a statement came to: an error, or an answer in native memory together with its counts.</summary>
internal sealed unsafe class QueryResult : IDisposable
{
    private nint _handle;

    public QueryResult(nint handle)
    {
        _handle = handle;
        if (Marshal.PtrToStringUTF8((nint)Chdb.ResultError(handle)) is { Length: > 0 } error)
        {
            Error = EngineError.FromNative(error);
        }
    }

    public EngineError? Error { get; private set; }

    public ulong ResultRows => Chdb.ResultRows(_handle);

    public ulong ResultBytes => Chdb.ResultBytes(_handle);

    public ulong RowsRead => Chdb.RowsRead(_handle);

    public ulong BytesRead => Chdb.BytesRead(_handle);

    public ulong RowsWritten => Chdb.RowsWritten(_handle);

    public ulong BytesWritten => Chdb.BytesWritten(_handle);

    public ulong AnswerLength => Chdb.ResultLength(_handle);

    /// <summary>The answer, valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Answer => new(Chdb.ResultBuffer(_handle), checked((int)AnswerLength));

    /// <summary>Takes out of the error what the caller of the statement did not write.</summary>
    public void Hide(string text) => Error = Error is null ? null : Error with { Message = Error.Message.Replace(text, " ") };

    public void Dispose()
    {
        if (_handle != 0)
        {
            Chdb.DestroyResult(_handle);
            _handle = 0;
        }
    }
}
