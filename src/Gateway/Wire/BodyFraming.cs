namespace Tracehouse.Gateway.Wire;

/// <summary>How the end of a body is told.</summary>
internal enum BodyFraming
{
    /// <summary>There is no body.</summary>
    None,

    /// <summary>By its length.</summary>
    Length,

    /// <summary>By the last of its chunks.</summary>
    Chunked,

    /// <summary>By the end of the connection.</summary>
    UntilClose,
}
