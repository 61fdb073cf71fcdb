namespace Tracehouse.Query.Traces;

/// <summary>How a property of traces is compared.</summary>
internal enum PropertyType
{
    /// <summary>Equal or not.</summary>
    Word,

    /// <summary>Equal, with stars that stand for anything.</summary>
    Pattern,

    /// <summary>Not less and not more than.</summary>
    Number,

    /// <summary>Only for the order of a list; its filter has rules of its own.</summary>
    Order,

    /// <summary>Only for the order of a list; bounded by <c>since</c> and <c>until</c>.</summary>
    Time,
}
