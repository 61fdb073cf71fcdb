using System.Globalization;
using System.Text;
using Tracehouse.Server.Hosting;
using Tracehouse.Server.Listening;

namespace Tracehouse.Server.Commands.OpenTracy;

/// <summary>Copies OpenTracy's table to the running server, and says how far it is. What was sent before is known by its id and not kept twice.</summary>
internal static class ImportCommand
{
    private const int Failure = 1;
    private const int RowsAtOnce = 500;
    private const int CharactersAtOnce = 8 << 20;

    /// <summary>Where the key is that a server may ask for.</summary>
    private const string KeyVariable = "TRACEHOUSE_KEY";

    public static async Task<int> RunAsync(ImportSource source, string file, string[] settings, CancellationToken stop)
    {
        try
        {
            var configuration = new ConfigurationManager();
            configuration.AddJsonFile("appsettings.json", optional: true);
            configuration.AddServerSettings(settings);
            if (source.Fault is { } fault)
            {
                return await ComplainAsync(fault);
            }

            if (Bookmark.Load(file, source.Name) is not { } bookmark || bookmark.Source != source.Name)
            {
                return await ComplainAsync($"{file} is no bookmark of {source.Name}. Name another file with --bookmark, or delete it to begin at the first trace.");
            }

            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
            var key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } given ? given : null;
            await CopyAsync(new TableReader(http, source), new TraceSender(http, new Uri(configuration["Api:Url"]!), key), bookmark, file, stop);
            return 0;
        }
        catch (SettingException cause)
        {
            return await ComplainAsync(cause.Message);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            return await ComplainAsync($"{cause.Message} What was copied stays; run the command again for the rest.");
        }
    }

    private static async Task CopyAsync(TableReader table, TraceSender sender, Bookmark bookmark, string file, CancellationToken stop)
    {
        var total = bookmark.Copied + await table.CountAsync(bookmark, stop);
        Console.WriteLine(bookmark.Copied > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bookmark.Copied:N0} traces were copied before; {total - bookmark.Copied:N0} are new.")
            : string.Create(CultureInfo.InvariantCulture, $"{total:N0} traces to copy."));
        var (lines, rows, rejected) = (new StringBuilder(), 0, 0L);
        await foreach (var (line, at) in table.ReadAsync(bookmark, stop))
        {
            lines.Append(line).Append('\n');
            bookmark = at;
            if (++rows == RowsAtOnce || lines.Length >= CharactersAtOnce)
            {
                rejected += await FlushAsync(sender, lines, bookmark, file, total, stop);
                rows = 0;
            }
        }

        rejected += rows > 0 ? await FlushAsync(sender, lines, bookmark, file, total, stop) : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Done: {bookmark.Copied:N0} traces copied, {rejected:N0} rejected."));
    }

    /// <summary>The bookmark moves after the rows are on disk, so that a run that breaks off repeats some and loses none.</summary>
    private static async Task<long> FlushAsync(TraceSender sender, StringBuilder lines, Bookmark bookmark, string file, long total, CancellationToken stop)
    {
        var (rejected, reason) = await sender.SendAsync(lines.ToString(), stop);
        bookmark.Save(file);
        lines.Clear();
        var percent = total > 0 ? Math.Min(100, 100.0 * bookmark.Copied / total) : 100;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bookmark.Copied:N0} of {total:N0} traces ({percent:0} %), up to {DateTimeOffset.FromUnixTimeMilliseconds(bookmark.TimeMs):yyyy-MM-dd HH:mm:ss} UTC{(rejected > 0 ? $"; {rejected} rejected: {reason}" : "")}"));
        return rejected;
    }

    private static async Task<int> ComplainAsync(string fault)
    {
        await Console.Error.WriteLineAsync($"tracehouse: {fault}");
        return Failure;
    }
}
