using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tracehouse.Store.Spool;
using Xunit;

namespace Tracehouse.Tests.Store;

/// <summary>A spool in a directory of its own, which can be closed and opened again as a restart does.</summary>
internal sealed class SpoolDirectory : IAsyncDisposable
{
    private readonly SpoolOptions _options;

    public SpoolDirectory(Action<SpoolOptions>? change = null)
    {
        _options = new SpoolOptions { Directory = Directory.CreateTempSubdirectory("tracehouse-spool-").FullName };
        change?.Invoke(_options);
        Spool = Open();
    }

    public string Path => _options.Directory;

    public RecordSpool Spool { get; private set; }

    public string[] Segments => [.. Directory.GetFiles(Path, "*.segment").Order()];

    public string[] Spares => [.. Directory.GetFiles(Path, "*.spare").Order()];

    public async Task ReopenAsync(Action? meanwhile = null)
    {
        await Spool.DisposeAsync();
        meanwhile?.Invoke();
        Spool = Open();
    }

    public void Append(int from, int count, int payloadBytes = 10)
    {
        for (var number = from; number < from + count; number++)
        {
            Assert.True(Spool.TryAppend(A.Record(number, payloadBytes)), $"record {number} was refused");
        }
    }

    /// <summary>Takes everything out, as the drain does, and answers the names in order.</summary>
    public List<string> DrainNames(int batchBytesMax = 1 << 20)
    {
        var names = new List<string>();
        while (Spool.NextBatch(batchBytesMax) is { } batch)
        {
            using (batch)
            {
                names.AddRange(batch.Records.Select(record => record.Name));
                Spool.Arrived(batch);
                Spool.Keep(batch.End);
            }
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await Spool.DisposeAsync();
        Directory.Delete(Path, recursive: true);
    }

    private RecordSpool Open() => new(Options.Create(_options), NullLogger<RecordSpool>.Instance);
}
