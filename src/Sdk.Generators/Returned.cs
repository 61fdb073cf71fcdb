namespace Tracehouse.Generators;

/// <summary>When the work of a method is over.</summary>
internal enum Returned
{
    /// <summary>When it returns; it returns nothing.</summary>
    Nothing,

    /// <summary>When it returns.</summary>
    Value,

    /// <summary>When the task or sequence that it returns has ended.</summary>
    Later,
}
