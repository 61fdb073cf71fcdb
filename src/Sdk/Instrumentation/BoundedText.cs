using System.Text;

namespace Tracehouse.Instrumentation;

/// <summary>Text that grows in pieces, up to a limit.</summary>
internal sealed class BoundedText(int charactersMax)
{
    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    /// <summary>False for nothing.</summary>
    public bool Add(string? piece)
    {
        if (string.IsNullOrEmpty(piece))
        {
            return false;
        }

        _text.Append(piece, 0, Math.Clamp(charactersMax - _text.Length, 0, piece.Length));
        return true;
    }

    public override string ToString() => _text.ToString();
}
