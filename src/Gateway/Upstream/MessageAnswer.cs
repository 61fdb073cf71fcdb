using System.Buffers;
using System.Net.Http.Headers;

namespace Tracehouse.Gateway.Upstream;

/// <summary>An answer that comes through handlers of .NET: translated, signed for, or made up here.</summary>
internal sealed class MessageAnswer : UpstreamAnswer
{
    private const int PieceBytes = 16 * 1024;

    private byte[] _buffer = [];
    private Stream? _body;

    public MessageAnswer(HttpResponseMessage message)
    {
        Message = message;
        Fields = [.. Read(message.Headers.NonValidated), .. Read(message.Content.Headers.NonValidated)];
    }

    public HttpResponseMessage Message { get; }

    public override int Status => (int)Message.StatusCode;

    public override IReadOnlyList<HeaderField> Fields { get; }

    public override long? Length => Message.Content.Headers.ContentLength;

    protected override async ValueTask<ReadOnlyMemory<byte>> ReadPieceAsync(CancellationToken abort)
    {
        if (_body is null)
        {
            _body = await Message.Content.ReadAsStreamAsync(abort);
            _buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        }

        return _buffer.AsMemory(0, await _body.ReadAsync(_buffer, abort));
    }

    protected override void Close()
    {
        Message.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static IEnumerable<HeaderField> Read(HttpHeadersNonValidated headers) =>
        from header in headers
        from value in header.Value
        select new HeaderField(header.Key, value);
}
