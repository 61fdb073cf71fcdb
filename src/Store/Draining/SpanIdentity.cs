using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tracehouse.Records;

namespace Tracehouse.Store.Draining;

/// <summary>What makes a span the same span: project, trace id and span id, as 128 bits of a hash that nobody can make collide.</summary>
internal static class SpanIdentity
{
    private const int StackBytes = 512;

    public static UInt128 Of(SpanRecord record) => Of(record.Project, record.TraceId.Value, record.SpanId.Value);

    public static UInt128 Of(ProjectId project, string traceId, string spanId)
    {
        var length = Encoding.UTF8.GetMaxByteCount(project.Value.Length + traceId.Length + spanId.Length + 2);
        var rented = length > StackBytes ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = rented ?? stackalloc byte[StackBytes];
        var written = Encoding.UTF8.GetBytes(project.Value, text);
        text[written++] = 0;
        written += Encoding.UTF8.GetBytes(traceId, text[written..]);
        text[written++] = 0;
        written += Encoding.UTF8.GetBytes(spanId, text[written..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..written], hash);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
