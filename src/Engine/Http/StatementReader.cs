using System.Text;
using Tracehouse.Engine.Errors;
using Tracehouse.Engine.Execution;
using Tracehouse.Engine.Statements;

namespace Tracehouse.Engine.Http;

/// <summary>Finds the statement, which is in the address, in the body, or begins in one and goes on in the other.</summary>
internal static class StatementReader
{
    /// <summary>The statement, and of an INSERT the first of its data; the rest stays in the body. With an error there is none.</summary>
    public static async ValueTask<(EngineError? Error, QueryText? Query)> ReadAsync(
        QueryRequest request, RequestBody body, int queryBytesMax, CancellationToken abort)
    {
        ReadOnlyMemory<byte> sql = request.Query.Length == 0 ? default : Encoding.UTF8.GetBytes(request.Query + "\n");
        var statement = Statement.Parse(sql.Span);
        if (statement.Kind != StatementKind.Insert)
        {
            // One byte more than allowed tells a statement that just fits from one that does not.
            sql = await body.AppendToAsync(sql, queryBytesMax + 1, abort);
            statement = Statement.Parse(sql.Span);
        }

        return (Refuse(request, statement, sql.Length, queryBytesMax), new QueryText(sql, statement, statement.Format ?? request.Format, request.Parameters));
    }

    private static EngineError? Refuse(QueryRequest request, Statement statement, int length, int queryBytesMax) => statement switch
    {
        { Kind: StatementKind.Empty } => KnownErrors.EmptyQuery,
        { HasFromInfile: true } => KnownErrors.FromInfile,
        { HasIntoOutfile: true } => KnownErrors.IntoOutfile,
        { Kind: not StatementKind.Insert } when length > queryBytesMax => KnownErrors.QueryTooLarge(queryBytesMax),
        { HasSecondStatement: true } => KnownErrors.MultipleStatements,
        { Reads: false } when request.IsReadOnly && request.SessionId is not null => KnownErrors.ReadOnly,
        _ => null,
    };
}
