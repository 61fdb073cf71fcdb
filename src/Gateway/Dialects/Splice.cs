namespace Tracehouse.Gateway.Dialects;

/// <summary>Other bytes in place of some.</summary>
/// <param name="Place">What goes; empty to insert.</param>
/// <param name="With">What comes.</param>
internal readonly record struct Splice(ByteRange Place, ReadOnlyMemory<byte> With);
