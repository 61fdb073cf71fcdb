using System.Net.Http.Headers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using System.Text;
using Microsoft.Extensions.Options;
using Tracehouse.Records;

namespace Tracehouse.Store.ClickHouse;

/// <summary>
/// Speaks the ClickHouse HTTP interface: the one way to the store, embedded or not.
/// Throws <see cref="ClickHouseException"/> when refused and <see cref="StoreUnavailableException"/> when not answered.
/// </summary>
public sealed class ClickHouseLink(ClickHouseAddress address, IOptions<ClickHouseOptions> options) : IDisposable
{
    // Numbers stay numbers and times are ISO 8601, whatever the server's defaults are. Answers are short, and threads to write them cost more than they save.
    private const string ReadSettings =
        "&default_format=JSONEachRow&output_format_json_quote_64bit_integers=0&output_format_json_quote_decimals=0" +
        "&output_format_json_validate_utf8=1&date_time_output_format=iso&wait_end_of_query=0&output_format_parallel_formatting=0";

    private const int ErrorCharactersMax = 2_000;

    private readonly HttpMessageInvoker _http = new(address.Handler, disposeHandler: true);

    /// <summary>Runs a statement that answers nothing. <paramref name="inDatabase"/> is false for what must run before the database exists.</summary>
    public async Task ExecuteAsync(string sql, SqlParameters parameters, CancellationToken stop, bool inDatabase = true)
    {
        using var request = Request(Query(parameters, inDatabase, ""), new StringContent(sql, Encoding.UTF8));
        using var late = Late(stop);
        using var answer = await SendAsync(request, late, stop);
    }

    /// <summary>Inserts rows; the same token never inserts twice, so a failed call may be repeated as it was.</summary>
    /// <param name="insert">An <c>INSERT ... FORMAT ...</c> statement without data.</param>
    /// <param name="token">Names this batch of rows; letters, digits and dashes.</param>
    /// <param name="rows">The rows in the statement's format.</param>
    /// <param name="stop">Gives up waiting; the rows may be stored nevertheless.</param>
    public Task InsertAsync(string insert, string token, ReadOnlyMemory<byte> rows, CancellationToken stop) =>
        InsertAsync(insert, token, new ReadOnlyMemoryContent(rows), stop);

    /// <summary>The same for rows that are written while they are sent.</summary>
    internal async Task InsertAsync(string insert, string token, HttpContent rows, CancellationToken stop)
    {
        // The token stands in the statement: as a setting of the connection it would ask the engine for another connection with each insert.
        var settings = insert.Contains(" SETTINGS ", StringComparison.Ordinal) ? "," : " SETTINGS";
        var statement = insert.Replace(" FORMAT ", $"{settings} insert_deduplication_token = '{token}' FORMAT ", StringComparison.Ordinal);
        var query = Query(SqlParameters.None, inDatabase: true, $"&async_insert=0&max_partitions_per_insert_block=0&query={Uri.EscapeDataString(statement)}");
        using var request = Request(query, rows);
        using var late = Late(stop);
        using var answer = await SendAsync(request, late, stop);
    }

    /// <summary>Asks a question and yields its rows as they come.</summary>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        string sql, SqlParameters parameters, JsonTypeInfo<T> row, [EnumeratorCancellation] CancellationToken stop)
    {
        using var request = Request(Query(parameters, inDatabase: true, ReadSettings), new StringContent(sql, Encoding.UTF8));
        using var late = Late(stop);
        using var answer = await SendAsync(request, late, stop);
        await using var body = await answer.Content.ReadAsStreamAsync(late.Token);
        await using var items = JsonSerializer.DeserializeAsyncEnumerable(body, row, topLevelValues: true, late.Token).GetAsyncEnumerator(late.Token);
        while (await MoveNextAsync(items, stop))
        {
            yield return items.Current!;
        }
    }

    /// <summary>Asks a question and waits for all of its rows; the statement is expected to limit them.</summary>
    public async Task<IReadOnlyList<T>> ReadAllAsync<T>(string sql, SqlParameters parameters, JsonTypeInfo<T> row, CancellationToken stop)
    {
        var rows = new List<T>();
        await foreach (var item in ReadAsync(sql, parameters, row, stop))
        {
            rows.Add(item);
        }

        return rows;
    }

    /// <summary>Asks a question that names its own format, and passes the answer on as it comes.</summary>
    public async Task CopyAsync(string sql, SqlParameters parameters, Stream output, CancellationToken stop)
    {
        using var late = Late(stop);
        using var request = Request(Query(parameters, inDatabase: true, ""), new StringContent(sql));
        using var answer = await SendAsync(request, late, stop);
        await using var body = await answer.Content.ReadAsStreamAsync(late.Token);
        await body.CopyToAsync(output, late.Token);
    }
    /// <summary>Whether inserts are safe only after <see cref="FlushAsync"/>; else each of them is when it is answered.</summary>
    public bool IsFlushedByUs => address.DataDirectory is not null;

    /// <summary>Forces what was inserted to disk, where inserts do not do that themselves. Throws <see cref="System.ComponentModel.Win32Exception"/> when the disk refuses.</summary>
    public Task FlushAsync() => address.DataDirectory is { } directory ? Task.Run(() => FileSystemFlush.Run(directory)) : Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private string Query(SqlParameters parameters, bool inDatabase, string settings)
    {
        var query = new StringBuilder("?", 256);
        if (inDatabase)
        {
            query.Append("database=").Append(Uri.EscapeDataString(options.Value.Database));
        }

        query.Append(settings);
        foreach (var (name, value) in parameters)
        {
            query.Append("&param_").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return query.ToString();
    }

    private HttpRequestMessage Request(string query, HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Url, query)) { Content = body };
        request.Headers.TryAddWithoutValidation("X-ClickHouse-User", options.Value.User);
        if (options.Value.Password.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("X-ClickHouse-Key", options.Value.Password);
        }

        request.Headers.ConnectionClose = false;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("tracehouse", null));
        return request;
    }

    /// <summary>The time for one statement, from the first byte asked to the last one answered.</summary>
    private CancellationTokenSource Late(CancellationToken stop)
    {
        var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        late.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        return late;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationTokenSource late, CancellationToken stop)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(request, late.Token);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }
        }
        catch (Exception cause) when (IsOutage(cause, stop))
        {
            throw Outage(cause);
        }

        using (answer)
        {
            throw await RefusalAsync(answer, late.Token, stop);
        }
    }

    private async Task<bool> MoveNextAsync<T>(IAsyncEnumerator<T> items, CancellationToken stop)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception cause) when (IsOutage(cause, stop))
        {
            throw Outage(cause);
        }
    }

    private static bool IsOutage(Exception cause, CancellationToken stop) =>
        cause is HttpRequestException or IOException or JsonException || (cause is OperationCanceledException && !stop.IsCancellationRequested);

    private StoreUnavailableException Outage(Exception cause) => cause is OperationCanceledException
        ? new StoreUnavailableException($"{address.Name} did not answer within {options.Value.TimeoutSeconds} s (ClickHouse:TimeoutSeconds).", cause)
        : new StoreUnavailableException($"{address.Name} does not answer: {(cause.InnerException ?? cause).Message}.", cause);

    private async Task<Exception> RefusalAsync(HttpResponseMessage answer, CancellationToken late, CancellationToken stop)
    {
        string text;
        try
        {
            text = await answer.Content.ReadAsStringAsync(late);
        }
        catch (Exception cause) when (IsOutage(cause, stop))
        {
            return Outage(cause);
        }

        text = text.Length > ErrorCharactersMax ? text[..ErrorCharactersMax] : text.TrimEnd();
        if (answer.Headers.TryGetValues("X-ClickHouse-Exception-Code", out var codes) && int.TryParse(codes.First(), out var code))
        {
            return new ClickHouseException(code, text);
        }

        return answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? new StoreUnavailableException($"ClickHouse refused the sign-in (ClickHouse:User, ClickHouse:Password): {text}")
            : new StoreUnavailableException($"ClickHouse answered {(int)answer.StatusCode}: {text}");
    }
}
