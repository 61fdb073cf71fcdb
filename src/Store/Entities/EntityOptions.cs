namespace Tracehouse.Store.Entities;

/// <summary>Limits for datasets, prompts and other things that projects make, from the configuration section <c>Entities</c>.</summary>
public sealed class EntityOptions
{
    /// <summary>The longest that one may be, in bytes of JSON.</summary>
    public int JsonBytesMax { get; set; } = 4 << 20;

    /// <summary>How long a question waits at most for a store that is starting.</summary>
    public int StartSecondsMax { get; set; } = 20;
}
