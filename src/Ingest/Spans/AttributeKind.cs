namespace Tracehouse.Ingest.Spans;

/// <summary>What an <see cref="AttributeValue"/> holds.</summary>
public enum AttributeKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>Text.</summary>
    String,

    /// <summary>A whole number.</summary>
    Int64,

    /// <summary>A number with a fraction, which may also be infinite or no number at all.</summary>
    Double,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Values in order.</summary>
    Array,

    /// <summary>Values by name, in order.</summary>
    Map,
}
