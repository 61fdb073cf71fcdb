using System.IO.Pipes;
using System.Text;
using Tracehouse.Engine.Connections;
using Tracehouse.Engine.Native;

namespace Tracehouse.Engine.Execution;

/// <summary>
/// The rows of a SELECT as a stream of bytes. The library has a streaming call of its own, but formats each block of it as a
/// document by itself, which is wrong for JSON, Parquet and everything else with a beginning or an end. So the statement
/// writes into a pipe, by INTO OUTFILE, as one document in constant memory; the other end of the pipe is here.
/// </summary>
internal sealed class ResultPipe : IDisposable
{
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.None);

    private ResultPipe()
    {
    }

    /// <summary>Ends when the statement has, with its outcome; by then everything that will come is in the pipe.</summary>
    public Task<QueryResult> Completion { get; private set; } = null!;

    public static ResultPipe Start(EngineConnection connection, QueryText query)
    {
        var pipe = new ResultPipe();
        pipe.Completion = Task.Run(() => pipe.Run(connection, query));
        return pipe;
    }

    /// <summary>Zero means that the statement has ended, well or not.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken abort) => _pipe.ReadAsync(buffer, abort);

    /// <summary>Fills the buffer; less than that means that the statement has ended.</summary>
    public ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken abort) =>
        _pipe.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, abort);

    /// <summary>Throws away what is left, so that a cancelled statement does not wait for its reader; then waits for its end.</summary>
    public async Task DrainAsync(Memory<byte> buffer)
    {
        while (await _pipe.ReadAsync(buffer, CancellationToken.None) > 0)
        {
        }

        (await Completion).Dispose();
    }

    public void Dispose() => _pipe.Dispose();

    private QueryResult Run(EngineConnection connection, QueryText query)
    {
        try
        {
            var clause = $"\nINTO OUTFILE '/dev/fd/{_pipe.ClientSafePipeHandle.DangerousGetHandle()}' APPEND ";
            var result = connection.Native.Query(Redirect(query, clause), query.Format, query.Parameters);
            result.Hide(clause);
            return result;
        }
        finally
        {
            // The reader sees the end when this last writer goes, also when the statement has never opened the pipe.
            _pipe.DisposeLocalCopyOfClientHandle();
        }
    }

    private static byte[] Redirect(QueryText query, string clause)
    {
        var sql = query.Sql.Span;
        var statement = query.Statement;
        var format = statement.Format is null ? Encoding.UTF8.GetBytes($"FORMAT {query.Format}") : sql[statement.FormatStart..statement.End];
        return [.. sql[..statement.FormatStart], .. Encoding.UTF8.GetBytes(clause), .. format];
    }
}
