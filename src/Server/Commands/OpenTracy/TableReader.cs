using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Tracehouse.Server.Commands.OpenTracy;

/// <summary>
/// Reads a table over ClickHouse's HTTP interface in the order of time and id, a window of time at a time, so that no question sorts the whole table.
/// Throws <see cref="HttpRequestException"/> when it is not answered or refused.
/// </summary>
internal sealed class TableReader(HttpClient http, ImportSource source)
{
    private const int RowsAtOnce = 1_000;
    private const int FaultCharactersMax = 500;
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    private string Table => $"{Quoted(source.Database)}.{Quoted(source.Table)}";

    /// <summary>How many rows are behind a bookmark.</summary>
    public async Task<long> CountAsync(Bookmark bookmark, CancellationToken stop) =>
        long.Parse((await AskAsync($"SELECT count() FROM {Table} WHERE {Behind} FORMAT TSV", bookmark, stop)).Trim(), CultureInfo.InvariantCulture);

    /// <summary>All rows behind a bookmark, as lines of JSON, each with the bookmark that stands on it.</summary>
    public async IAsyncEnumerable<(string Line, Bookmark At)> ReadAsync(Bookmark bookmark, [EnumeratorCancellation] CancellationToken stop)
    {
        while (await NextTimeAsync(bookmark, stop) is { } first)
        {
            var end = first + (long)Window.TotalMilliseconds;
            for (var rows = RowsAtOnce; rows == RowsAtOnce;)
            {
                rows = 0;
                await foreach (var line in LinesAsync(bookmark, end, stop))
                {
                    bookmark = At(line, bookmark);
                    rows++;
                    yield return (line, bookmark);
                }
            }
        }
    }

    /// <summary>When the first row behind a bookmark was; null when there is none.</summary>
    private async Task<long?> NextTimeAsync(Bookmark bookmark, CancellationToken stop)
    {
        var answer = await AskAsync($"SELECT count(), toInt64(toUnixTimestamp64Milli(min(toDateTime64(timestamp, 3)))) FROM {Table} WHERE {Behind} FORMAT TSV", bookmark, stop);
        var parts = answer.Trim().Split('\t');
        return parts[0] == "0" ? null : long.Parse(parts[1], CultureInfo.InvariantCulture);
    }

    private async IAsyncEnumerable<string> LinesAsync(Bookmark bookmark, long end, [EnumeratorCancellation] CancellationToken stop)
    {
        var sql = $"SELECT * FROM {Table} WHERE {Behind} AND toUnixTimestamp64Milli(toDateTime64(timestamp, 3)) < {{end:Int64}} "
            + $"ORDER BY toUnixTimestamp64Milli(toDateTime64(timestamp, 3)), request_id LIMIT {RowsAtOnce} FORMAT JSONEachRow";
        using var answer = await SendAsync(sql, bookmark, $"&param_end={end}", stop);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop), Encoding.UTF8);
        while (await lines.ReadLineAsync(stop) is { } line)
        {
            yield return line;
        }
    }

    private static Bookmark At(string line, Bookmark before)
    {
        using var row = JsonDocument.Parse(line);
        var time = DateTimeOffset.Parse(row.RootElement.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return before with { TimeMs = time.ToUnixTimeMilliseconds(), RequestId = row.RootElement.GetProperty("request_id").GetString()!, Copied = before.Copied + 1 };
    }

    private static string Behind =>
        "timestamp >= fromUnixTimestamp64Milli({since:Int64}) AND timestamp >= fromUnixTimestamp64Milli({time:Int64}) "
        + "AND (toUnixTimestamp64Milli(toDateTime64(timestamp, 3)), request_id) > ({time:Int64}, {id:String})";

    private async Task<string> AskAsync(string sql, Bookmark bookmark, CancellationToken stop)
    {
        using var answer = await SendAsync(sql, bookmark, "", stop);
        return await answer.Content.ReadAsStringAsync(stop);
    }

    private async Task<HttpResponseMessage> SendAsync(string sql, Bookmark bookmark, string more, CancellationToken stop)
    {
        var query = string.Create(CultureInfo.InvariantCulture,
            $"?date_time_output_format=iso&output_format_json_quote_64bit_integers=0&param_since={source.Since.ToUnixTimeMilliseconds()}&param_time={Math.Max(bookmark.TimeMs, 0)}&param_id={Uri.EscapeDataString(bookmark.RequestId)}{more}");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(source.Url, query)) { Content = new StringContent(sql, Encoding.UTF8) };
        request.Headers.TryAddWithoutValidation("X-ClickHouse-User", source.User);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("tracehouse", null));
        if (source.Password.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("X-ClickHouse-Key", source.Password);
        }

        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            var fault = await answer.Content.ReadAsStringAsync(stop);
            throw new HttpRequestException($"ClickHouse at {source.Url.Authority} refused with status {(int)answer.StatusCode}: {fault[..Math.Min(fault.Length, FaultCharactersMax)].Trim()}");
        }
    }

    private static string Quoted(string name) => $"`{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("`", "\\`", StringComparison.Ordinal)}`";
}
