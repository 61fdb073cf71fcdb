using System.Buffers;
using Tracehouse.Records;
using Tracehouse.Store.ClickHouse;

namespace Tracehouse.Store.Messages;

/// <summary>
/// Puts what was said into its table, each message once: agents send their whole history with every turn. A message that is stored again, because memory
/// does not know it, is the same row, which the table makes one.
/// </summary>
internal sealed class MessageSender(ClickHouseLink link, int rememberedMax)
{
    private const int BytesAtOnce = 32 << 20;
    private const string Insert = "INSERT INTO messages (project, hash, content) FORMAT RowBinary";

    private readonly KnownMessages _known = new(rememberedMax);

    /// <summary>The contents of a batch.</summary>
    public static IReadOnlyDictionary<SpanRecord, SplitContent> Split(IReadOnlyList<SpanRecord> records)
    {
        var contents = new Dictionary<SpanRecord, SplitContent>(records.Count, ReferenceEqualityComparer.Instance);
        foreach (var record in records)
        {
            contents[record] = SplitContent.Of(record.Payload);
        }

        return contents;
    }

    /// <summary>Trusts no longer that anything is there.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Stores what is new of the contents of a batch. Safe to repeat.</summary>
    public async Task SendAsync(IReadOnlyDictionary<SpanRecord, SplitContent> contents, CancellationToken stop)
    {
        var news = new Dictionary<(ProjectId Project, UInt128 Hash), ReadOnlyMemory<byte>>();
        foreach (var (record, content) in contents)
        {
            foreach (var (hash, bytes) in content.Input.Items.Concat(content.Output.Items))
            {
                if (!_known.Knows(record.Project, hash))
                {
                    news.TryAdd((record.Project, hash), bytes);
                }
            }
        }

        var rows = new ArrayBufferWriter<byte>(64 << 10);
        foreach (var (name, bytes) in news)
        {
            Write(name.Project, name.Hash, bytes.Span, rows);
            if (rows.WrittenCount >= BytesAtOnce)
            {
                await FlushAsync(rows, stop);
            }
        }

        await FlushAsync(rows, stop);
        foreach (var (project, hash) in news.Keys)
        {
            _known.Add(project, hash);
        }
    }

    private async Task FlushAsync(ArrayBufferWriter<byte> rows, CancellationToken stop)
    {
        if (rows.WrittenCount > 0)
        {
            await link.InsertAsync(Insert, $"{Guid.NewGuid():N}", rows.WrittenMemory, stop);
            rows.ResetWrittenCount();
        }
    }

    private static void Write(ProjectId project, UInt128 hash, ReadOnlySpan<byte> message, ArrayBufferWriter<byte> rows)
    {
        var row = new RowBinaryWriter(rows);
        Span<byte> name = stackalloc byte[MessageHash.Bytes];
        MessageHash.Write(hash, name);
        row.String(project.Value);
        row.Raw(name);
        row.Length(message.Length);
        row.Raw(message);
    }
}
