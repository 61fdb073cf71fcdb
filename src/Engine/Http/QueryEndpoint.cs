using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tracehouse.Engine.Configuration;
using Tracehouse.Engine.Connections;
using Tracehouse.Engine.Errors;
using Tracehouse.Engine.Execution;
using Tracehouse.Engine.Statements;

namespace Tracehouse.Engine.Http;

/// <summary>
/// Answers one request: 1. reads the address, 2. finds the statement, 3. waits for a turn, 4. takes a connection, 5. runs,
/// 6. gives the connection back when it is as good as before.
/// </summary>
internal sealed partial class QueryEndpoint(
    EngineDatabase database, EngineOptions options, TimeProvider time, CancellationToken halt, ILogger<QueryEndpoint> logger) : IDisposable
{
    private readonly ConnectionPool _pool = new(database, options.ConnectionsIdleMax);
    private readonly Sessions _sessions = new(database, options.SessionsMax, time);
    private readonly QueryGate _gate = new(options.QueriesInParallelMax, options.QueriesQueuedMax);
    private readonly QueryRunner _runner = new(database, options.AnswerBytesMax, time);

    public async Task AnswerAsync(HttpContext context)
    {
        var answer = new QueryAnswer(context, database);
        try
        {
            if (await ServeAsync(context, answer) is { } error)
            {
                await answer.FailAsync(error);
            }
        }
        catch (BadHttpRequestException failure)
        {
            var isTooLarge = failure.StatusCode == StatusCodes.Status413PayloadTooLarge;
            await answer.FailAsync(isTooLarge ? KnownErrors.BodyTooLarge(options.BodyBytesMax) : KnownErrors.BodyEnded);
        }
        catch (InvalidDataException)
        {
            await answer.FailAsync(KnownErrors.BadCompression);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            await answer.FailAsync(KnownErrors.Stopping);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            LogClientGone(logger);
            context.Abort();
        }
        catch (Exception failure) when (failure is not AnswerCutException)
        {
            LogFailure(logger, failure);
            await answer.FailAsync(KnownErrors.Internal(failure.Message));
        }
    }

    /// <summary>Lets nothing more run. False when something still runs after that time.</summary>
    public Task<bool> TryFinishAsync(TimeSpan timeout) => _gate.TryCloseAsync(timeout);

    public void Dispose()
    {
        _pool.Dispose();
        _sessions.Dispose();
        _gate.Dispose();
    }

    private async Task<EngineError?> ServeAsync(HttpContext context, QueryAnswer answer)
    {
        // Step 1: the address.
        if (QueryRequest.Parse(context.Request, options, out var request) is { } badAddress)
        {
            answer.Begin("");
            return badAddress;
        }

        answer.Begin(request!.QueryId);
        if (RequestBody.Open(context.Request, options.BodyBytesMax, out var opened) is { } badEncoding)
        {
            return badEncoding;
        }

        // Step 2: the statement.
        await using var body = opened!;
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, halt);
        var (refusal, query) = await StatementReader.ReadAsync(request, body, options.QueryBytesMax, abort.Token);
        if (refusal is not null)
        {
            return refusal;
        }

        // Step 3: the turn.
        if (!await _gate.TryEnterAsync(abort.Token))
        {
            return KnownErrors.TooManyQueries;
        }

        try
        {
            return request.SessionId is null
                ? await RunPooledAsync(request, query!, body, answer, abort.Token)
                : await RunInSessionAsync(request, query!, body, answer, abort.Token);
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task<EngineError?> RunPooledAsync(
        QueryRequest request, QueryText query, RequestBody body, QueryAnswer answer, CancellationToken abort)
    {
        if (_pool.Rent(request.Key, out var connection) is { } error)
        {
            return error;
        }

        var isReusable = false;
        try
        {
            error = await RunAsync(connection!, query, body, answer, abort);
            isReusable = error is null && query.Statement.Kind != StatementKind.Other;
            return error;
        }
        finally
        {
            if (isReusable)
            {
                _pool.Return(connection!);
            }
            else
            {
                connection!.Dispose();
            }
        }
    }

    private async Task<EngineError?> RunInSessionAsync(
        QueryRequest request, QueryText query, RequestBody body, QueryAnswer answer, CancellationToken abort)
    {
        if (_sessions.Enter(request.SessionId!, request.SessionMustExist, out var connection) is { } error)
        {
            return error;
        }

        var isBroken = true;
        try
        {
            error = connection!.Prepare(request.Key) ?? await RunAsync(connection, query, body, answer, abort);
            isBroken = false;
            return error;
        }
        finally
        {
            _sessions.Leave(request.SessionId!, request.SessionTimeoutSeconds, isBroken);
        }
    }

    private Task<EngineError?> RunAsync(EngineConnection connection, QueryText query, RequestBody body, QueryAnswer answer, CancellationToken abort)
    {
        answer.UseFormat(query.Statement.Kind == StatementKind.Insert ? "TabSeparated" : query.Format);
        return _runner.RunAsync(connection, query, body, answer, abort);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The client went away before its answer was complete.")]
    private static partial void LogClientGone(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed for a reason that is not the engine's.")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
