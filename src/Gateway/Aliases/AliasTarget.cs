using Tracehouse.Gateway.Resilience;

namespace Tracehouse.Gateway.Aliases;

/// <summary>One of the models behind an alias.</summary>
/// <param name="Model">The model, as <c>provider/model</c>.</param>
/// <param name="Weight">Its share beside those of the others.</param>
/// <param name="FirstByte">How long it may take to begin its answer; null for the limit of all calls.</param>
/// <param name="Conditions">Which calls it is for.</param>
/// <param name="Health">How it has fared; that goes on when the alias is changed.</param>
internal sealed record AliasTarget(string Model, double Weight, SilenceLimit? FirstByte, AliasConditions Conditions, TargetHealth Health)
{
    /// <summary>Who runs it.</summary>
    public string Provider => Model[..Model.IndexOf('/')];

    /// <summary>The model in the provider's words.</summary>
    public string OwnName => Model[(Model.IndexOf('/') + 1)..];
}
