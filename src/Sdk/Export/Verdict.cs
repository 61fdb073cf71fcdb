namespace Tracehouse.Export;

/// <summary>How the last attempt to send a batch went, as far as trying again is concerned.</summary>
internal enum Verdict
{
    /// <summary>The server has it.</summary>
    Taken,

    /// <summary>The server could not be reached, or asks for patience.</summary>
    Later,

    /// <summary>The server will never take it.</summary>
    Refused,
}
