namespace Tracehouse.Gateway.Upstream;

/// <summary>Writes headers into a message for handlers of .NET.</summary>
internal sealed class MessageHead(HttpRequestMessage message) : IRequestHead
{
    public void Add(string name, string? value)
    {
        if (!message.Headers.TryAddWithoutValidation(name, value))
        {
            message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
