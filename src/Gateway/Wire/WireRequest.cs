using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tracehouse.Gateway.Upstream;
using Tracehouse.Payloads;

namespace Tracehouse.Gateway.Wire;

/// <summary>
/// A request as it goes out: the head and a short body in one rented buffer, a long body as the pieces that it lies in, none of them copied. The
/// pieces must stay as they are until the answer is disposed.
/// </summary>
internal sealed class WireRequest : IRequestHead, IDisposable
{
    private const int CopiedBytesMax = 16 * 1024;
    private const int UsualHeadBytes = 1024;

    private readonly PooledBytes _start = new();
    private readonly string _method;
    private List<ArraySegment<byte>>? _pieces;
    private bool _isCopied = true;

    /// <summary>Begins the head. Method, target and host hold no blanks and no ends of lines.</summary>
    public WireRequest(string method, string target, string host)
    {
        _method = method;
        _start.GetSpan(UsualHeadBytes);
        Write(method);
        _start.Write(" "u8);
        Write(target);
        _start.Write(" HTTP/1.1\r\nHost: "u8);
        Write(host);
        _start.Write("\r\n"u8);
    }

    /// <summary>Whether its answer has no body whatever the head says.</summary>
    public bool IsHead => _method == "HEAD";

    /// <summary>The head, and all of the body that was copied behind it.</summary>
    public ReadOnlyMemory<byte> Start => _start.Memory;

    /// <summary>The start and all other pieces; null when the start is all there is.</summary>
    public List<ArraySegment<byte>>? Pieces => _pieces;

    /// <summary>Adds a header, unless an end of a line in its value would begin another.</summary>
    public void Add(string name, string? value)
    {
        if (value is null || value.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            return;
        }

        Write(name);
        _start.Write(": "u8);
        Write(value);
        _start.Write("\r\n"u8);
    }

    /// <summary>Ends the head of a request without a body.</summary>
    public void EndHead()
    {
        // Servers expect a length of the methods that usually have a body.
        if (_method is not ("GET" or "HEAD" or "OPTIONS" or "DELETE" or "TRACE"))
        {
            _start.Write("Content-Length: 0\r\n"u8);
        }

        _start.Write("\r\n"u8);
    }

    /// <summary>Ends the head of a request whose body has this length.</summary>
    public void EndHead(long bodyBytes)
    {
        _start.Write("Content-Length: "u8);
        Span<byte> digits = stackalloc byte[20];
        bodyBytes.TryFormat(digits, out var count, default, CultureInfo.InvariantCulture);
        _start.Write(digits[..count]);
        _start.Write("\r\n\r\n"u8);
        _isCopied = bodyBytes <= CopiedBytesMax;
        if (_isCopied)
        {
            _start.GetSpan((int)bodyBytes);
        }
    }

    /// <summary>Adds a piece of the body.</summary>
    public void AddBody(ReadOnlyMemory<byte> piece)
    {
        if (_isCopied)
        {
            _start.Write(piece.Span);
        }
        else if (!piece.IsEmpty)
        {
            _pieces ??= [ToSegment(_start.Memory)];
            _pieces.Add(ToSegment(piece));
        }
    }

    public void Dispose() => _start.Dispose();

    private static ArraySegment<byte> ToSegment(ReadOnlyMemory<byte> piece) => MemoryMarshal.TryGetArray(piece, out var segment) ? segment : piece.ToArray();

    private void Write(string text) => _start.Advance(Encoding.UTF8.GetBytes(text, _start.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
}
