using System.Text;
using Tracehouse.Ingest.Otlp.Decoding;

namespace Tracehouse.Tests.Ingest.Otlp;

/// <summary>What a sender gets to know.</summary>
internal sealed record OtlpAnswer(int Status, byte[] Body, string? Type, bool HasRetryAfter, int? GrpcStatus, string GrpcMessage)
{
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>How many items a protobuf answer says were rejected, and why.</summary>
    public (long Count, string Reason) Rejected()
    {
        var answer = new ProtoReader(Body);
        var (count, reason) = (0L, "");
        if (answer.Next())
        {
            var partial = new ProtoReader(answer.Bytes());
            while (partial.Next())
            {
                if (partial.Field == 1)
                {
                    count = (long)partial.VarInt();
                }
                else
                {
                    reason = Encoding.UTF8.GetString(partial.Bytes());
                }
            }
        }

        return (count, reason);
    }
}
