using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>A method with [Observe], and what that says.</summary>
internal sealed class ObservedMethod
{
    public const string Attribute = "Tracehouse.ObserveAttribute";
    private readonly AttributeData _said;

    private ObservedMethod(IMethodSymbol method, AttributeData said) => (Method, _said) = (method, said);

    /// <summary>As it is declared, in the form in which it is called: an extension method that is called like an instance method is one with its receiver.</summary>
    public IMethodSymbol Method { get; }

    public string Name => Said("Name") as string ?? Method.Name;

    public int Kind => Said("Kind") as int? ?? 0;

    public bool KeepsInput => Said("CaptureInput") as bool? ?? true;

    public bool KeepsOutput => Said("CaptureOutput") as bool? ?? true;

    /// <summary>Null when it has none; an override has that of the method that it overrides.</summary>
    public static ObservedMethod? Of(IMethodSymbol method)
    {
        var declared = (method.ReducedFrom ?? method).OriginalDefinition;
        for (var at = declared; at is not null; at = at.OverriddenMethod?.OriginalDefinition)
        {
            if (AttributeOf(at) is { } said)
            {
                return new ObservedMethod(declared, said);
            }
        }

        return null;
    }

    public static AttributeData? AttributeOf(IMethodSymbol method)
    {
        // Most methods of a program have no attributes at all, and this is asked for every call.
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ObserveAttribute" } type && type.ToDisplayString() == Attribute)
            {
                return attribute;
            }
        }

        return method.PartialDefinitionPart is { } part ? AttributeOf(part) : null;
    }

    private object? Said(string name)
    {
        foreach (var pair in _said.NamedArguments)
        {
            if (pair.Key == name)
            {
                return pair.Value.Value;
            }
        }

        return null;
    }
}
