using System.Security.Cryptography;
using static System.Text.Encoding;
using Microsoft.AspNetCore.Http;
using Tracehouse.Engine.Connections;
using Tracehouse.Engine.Errors;
using Tracehouse.Engine.Native;

namespace Tracehouse.Engine.Http;

/// <summary>The answer to one request, with the headers that ClickHouse sends and its way of reporting an error after the first rows.</summary>
internal sealed class QueryAnswer(HttpContext context, EngineDatabase database)
{
    private const int TagLength = 16;

    private readonly string _tag = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", TagLength);
    private Stream? _stream;

    private HttpResponse Response => context.Response;

    private string? Compression =>
        context.Request.Query["enable_http_compression"] == "1" ? AnswerEncoding.Choose(context.Request.Headers.AcceptEncoding) : null;

    /// <summary>The headers that come with every answer.</summary>
    public void Begin(string queryId)
    {
        Response.Headers["X-ClickHouse-Server-Display-Name"] = "tracehouse";
        Response.Headers["X-ClickHouse-Query-Id"] = queryId;
        Response.Headers["X-ClickHouse-Timezone"] = database.TimeZone;
        Response.Headers["X-ClickHouse-Exception-Tag"] = _tag;
    }

    public void UseFormat(string format)
    {
        Response.Headers["X-ClickHouse-Format"] = format;
        Response.ContentType = database.ContentTypes.GetValueOrDefault(format, "text/plain; charset=UTF-8");
    }

    /// <summary>The counts of a statement that has ended before its answer begins.</summary>
    public void Summarize(QueryResult result, TimeSpan elapsed) =>
        Response.Headers["X-ClickHouse-Summary"] =
            $"{{\"read_rows\":\"{result.RowsRead}\",\"read_bytes\":\"{result.BytesRead}\",\"written_rows\":\"{result.RowsWritten}\","
            + $"\"written_bytes\":\"{result.BytesWritten}\",\"total_rows_to_read\":\"0\",\"result_rows\":\"{Math.Max(result.ResultRows, result.RowsWritten)}\","
            + $"\"result_bytes\":\"{Math.Max(result.ResultBytes, result.BytesWritten)}\",\"elapsed_ns\":\"{(long)elapsed.TotalNanoseconds}\"}}";

    public async Task WriteWholeAsync(ReadOnlyMemory<byte> bytes, CancellationToken abort)
    {
        if (Compression is null)
        {
            Response.ContentLength = bytes.Length;
        }

        await WriteAsync(bytes, abort);
        await EndAsync();
    }

    /// <summary>Waits while the client is behind.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken abort)
    {
        _stream ??= Start();
        await _stream.WriteAsync(bytes, abort);
    }

    public async Task EndAsync()
    {
        if (_stream is not null && _stream != Response.Body)
        {
            await _stream.DisposeAsync();
        }
    }

    /// <summary>Before the first byte, the error is the answer; after it, a block that clients look for, and then the connection breaks.</summary>
    public async Task FailAsync(EngineError error)
    {
        var text = error.ToText(database.Version);
        if (_stream is not null)
        {
            var length = UTF8.GetByteCount(text);
            var block = $"\r\n__exception__\r\n{_tag}\r\n{text}{length} {_tag}\r\n__exception__\r\n";
            await _stream.FlushAsync(CancellationToken.None);
            await Response.Body.FlushAsync(CancellationToken.None);
            await _stream.WriteAsync(UTF8.GetBytes(block), CancellationToken.None);
            await _stream.FlushAsync(CancellationToken.None);
            await Response.Body.FlushAsync(CancellationToken.None);
            throw new AnswerCutException();
        }

        Response.StatusCode = error.Status;
        Response.Headers["X-ClickHouse-Exception-Code"] = $"{error.Code}";
        Response.ContentType = "text/plain; charset=UTF-8";
        await WriteWholeAsync(UTF8.GetBytes(text), context.RequestAborted);
    }

    private Stream Start()
    {
        if (Compression is not { } encoding)
        {
            return Response.Body;
        }

        Response.Headers.ContentEncoding = encoding;
        return AnswerEncoding.Wrap(Response.Body, encoding);
    }
}
