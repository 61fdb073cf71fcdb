namespace Tracehouse.Gateway.Aliases;

/// <summary>The aliases by name, under <c>Aliases</c>.</summary>
public sealed class AliasesOptions : Dictionary<string, AliasOptions>
{
    public AliasesOptions()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}
