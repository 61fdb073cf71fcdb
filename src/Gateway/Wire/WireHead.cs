using Tracehouse.Gateway.Upstream;

namespace Tracehouse.Gateway.Wire;

/// <summary>The head of an answer, and what follows from it.</summary>
/// <param name="Status">Its status, of three digits.</param>
/// <param name="Fields">Every header, in order.</param>
/// <param name="Framing">How the end of the body is told.</param>
/// <param name="Length">The length that it says its body has; null when it says none.</param>
/// <param name="KeepsConnection">Whether another request may follow on the connection.</param>
/// <param name="IdleSeconds">How long the server says it keeps the connection for that; null when it does not say.</param>
internal sealed record WireHead(int Status, HeaderField[] Fields, BodyFraming Framing, long? Length, bool KeepsConnection, int? IdleSeconds)
{
    /// <summary>Whether the answer itself is still to come. A change of protocol is the last that is heard in this one.</summary>
    public bool IsInterim => Status is >= 100 and < 200 and not 101;
}
