using System.Buffers;
using Tracehouse.Engine.Connections;
using Tracehouse.Engine.Errors;
using Tracehouse.Engine.Execution;
using Tracehouse.Engine.Statements;

namespace Tracehouse.Engine.Http;

/// <summary>Runs a statement in the way that its kind asks for, and writes what comes of it.</summary>
internal sealed class QueryRunner(EngineDatabase database, int answerBytesMax, TimeProvider time)
{
    // Until so much has come an error is still answered with its own status.
    private const int HeldBytes = 64 * 1024;

    private const int InsertBytes = 256 * 1024;

    /// <summary>Null when all went well. An error after the first bytes has been written into the answer; it is returned all the same.</summary>
    public Task<EngineError?> RunAsync(EngineConnection connection, QueryText query, RequestBody body, QueryAnswer answer, CancellationToken abort) =>
        query.Statement.Kind switch
        {
            StatementKind.Select => SelectAsync(connection, query, answer, abort),
            StatementKind.Insert => InsertAsync(connection, query, body, answer, abort),
            _ => AnswerWholeAsync(connection, query, answer, abort),
        };

    private async Task<EngineError?> SelectAsync(EngineConnection connection, QueryText query, QueryAnswer answer, CancellationToken abort)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var started = time.GetTimestamp();
        using var pipe = ResultPipe.Start(connection, query);
        var watch = QueryWatch.RunAsync(database, connection, pipe.Completion, giveUp.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(HeldBytes);
        try
        {
            var length = await pipe.FillAsync(buffer.AsMemory(0, HeldBytes), CancellationToken.None);
            var isWhole = length < HeldBytes;
            while (!isWhole && length > 0)
            {
                await answer.WriteAsync(buffer.AsMemory(0, length), abort);
                length = await pipe.ReadAsync(buffer, CancellationToken.None);
            }

            using var result = await pipe.Completion;
            if (result.Error is not null)
            {
                return result.Error;
            }

            if (isWhole)
            {
                answer.Summarize(result, time.GetElapsedTime(started));
                await answer.WriteWholeAsync(buffer.AsMemory(0, length), abort);
            }
            else
            {
                await answer.EndAsync();
            }

            return null;
        }
        finally
        {
            await giveUp.CancelAsync();
            await pipe.DrainAsync(buffer);
            await watch;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<EngineError?> InsertAsync(
        EngineConnection connection, QueryText query, RequestBody body, QueryAnswer answer, CancellationToken abort)
    {
        var started = time.GetTimestamp();
        var buffer = ArrayPool<byte>.Shared.Rent(InsertBytes);
        var ended = new TaskCompletionSource();
        var watch = QueryWatch.RunAsync(database, connection, ended.Task, abort);
        try
        {
            using var insert = connection.Native.BeginInsert(query.InsertSql, query.Format, query.Parameters);
            if (insert.Error is { } refusal)
            {
                return refusal;
            }

            var isTaken = insert.Append(query.Sql.Span[query.Statement.DataStart..]);
            for (var length = 1; isTaken && length > 0;)
            {
                length = await body.FillAsync(buffer, abort);
                isTaken = length == 0 || insert.Append(buffer.AsSpan(0, length));
            }

            if (body.IsTooLarge)
            {
                return KnownErrors.BodyTooLarge(body.BytesMax);
            }

            abort.ThrowIfCancellationRequested();
            using var result = insert.End();
            if (result.Error is null)
            {
                answer.Summarize(result, time.GetElapsedTime(started));
            }

            return result.Error;
        }
        finally
        {
            ended.SetResult();
            await watch;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<EngineError?> AnswerWholeAsync(EngineConnection connection, QueryText query, QueryAnswer answer, CancellationToken abort)
    {
        var started = time.GetTimestamp();
        var running = Task.Run(() => connection.Native.Query(query.Sql.Span, query.Format, query.Parameters), CancellationToken.None);
        await QueryWatch.RunAsync(database, connection, running, abort);
        using var result = await running;
        if (result.Error is not null)
        {
            return result.Error;
        }

        if (result.AnswerLength > (ulong)answerBytesMax)
        {
            return KnownErrors.AnswerTooLarge(answerBytesMax);
        }

        answer.Summarize(result, time.GetElapsedTime(started));
        await answer.WriteWholeAsync(result.Answer.ToArray(), abort);
        return null;
    }
}
