namespace Tracehouse.Gateway.Upstream;

/// <summary>The head of a request that is being written.</summary>
internal interface IRequestHead
{
    /// <summary>Adds a header. One that no request can carry is left out.</summary>
    void Add(string name, string? value);
}
