using System.Threading.Channels;
using Tracehouse.Payloads;
using Tracehouse.Records;

namespace Tracehouse.Testing;

/// <summary>A sink that keeps the records in memory, and can be made to wait.</summary>
public sealed class RecordingSink : IRecordSink, IDisposable
{
    private readonly Channel<SpanRecord> _records = Channel.CreateUnbounded<SpanRecord>();
    private readonly ManualResetEventSlim _gate = new(initialState: true);
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a record is about to be kept.</summary>
    public Task Entered => _entered.Task;

    /// <summary>How many records wait to be read.</summary>
    public int Count => _records.Reader.Count;

    public bool TryAppend(SpanRecord record)
    {
        _entered.TrySetResult();
        _gate.Wait();
        return _records.Writer.TryWrite(record with { Payload = Own(record.Payload) });
    }

    /// <summary>The next record, when it comes.</summary>
    public async Task<SpanRecord> NextAsync(CancellationToken stop) => await _records.Reader.ReadAsync(stop);

    /// <summary>Makes whoever appends wait.</summary>
    public void Close() => _gate.Reset();

    /// <summary>Lets whoever appends go on.</summary>
    public void Open() => _gate.Set();

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
    }

    /// <summary>A copy of its own, because the bytes are only lent.</summary>
    private static SpanPayload Own(SpanPayload lent) => new()
    {
        InputText = lent.InputText.IsEmpty ? TextOf(lent.InputMessages) : Own(lent.InputText),
        OutputText = Own(lent.OutputText),
        InputMessages = Own(lent.InputMessages),
        OutputMessages = Own(lent.OutputMessages),
        Parameters = Own(lent.Parameters),
        Metadata = Own(lent.Metadata),
    };

    private static Utf8Text Own(Utf8Text lent) => new(lent.Bytes.ToArray());

    /// <summary>The text as the store will take it out of the messages.</summary>
    private static Utf8Text TextOf(Utf8Text messages)
    {
        using var text = new PooledBytes();
        if (!messages.IsEmpty)
        {
            MessageText.AppendOfUser(messages.Bytes.Span, text);
        }

        return new Utf8Text(text.ToArray());
    }
}
