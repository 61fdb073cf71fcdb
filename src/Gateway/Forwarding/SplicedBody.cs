using Tracehouse.Gateway.Dialects;

namespace Tracehouse.Gateway.Forwarding;

/// <summary>A body with a few other bytes in it, as pieces: there is no copy of the whole.</summary>
internal readonly record struct SplicedBody(ReadOnlyMemory<byte> Body, List<Splice> Splices)
{
    public long Length
    {
        get
        {
            long length = Body.Length;
            foreach (var splice in Splices)
            {
                length += splice.With.Length - splice.Place.Length;
            }

            return length;
        }
    }

    /// <summary>How many pieces there are.</summary>
    public int Count => 2 * Splices.Count + 1;

    /// <summary>A piece, which may be empty.</summary>
    public ReadOnlyMemory<byte> this[int at]
    {
        get
        {
            if (at % 2 == 1)
            {
                return Splices[at / 2].With;
            }

            var start = at == 0 ? 0 : Splices[at / 2 - 1].Place.End;
            var end = at / 2 == Splices.Count ? Body.Length : Splices[at / 2].Place.Start;
            return Body[start..end];
        }
    }
}
