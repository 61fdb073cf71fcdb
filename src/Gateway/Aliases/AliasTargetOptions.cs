namespace Tracehouse.Gateway.Aliases;

/// <summary>One of the models behind an alias, as people write it.</summary>
public sealed class AliasTargetOptions
{
    /// <summary>The model, as <c>provider/model</c>.</summary>
    public string? Model { get; set; }

    /// <summary>For <c>weighted</c>: its share beside those of the others.</summary>
    public double Weight { get; set; } = 1;

    /// <summary>How long it may take to begin its answer. Unset means what the alias says.</summary>
    public int? FirstByteSeconds { get; set; }

    /// <summary>Which calls it is for. Unset means all.</summary>
    public AliasConditionOptions? When { get; set; }
}
