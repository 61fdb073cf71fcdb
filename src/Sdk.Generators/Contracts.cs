using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>The members of interfaces and base classes that a method stands for.</summary>
internal static class Contracts
{
    /// <summary>Those whose callers do not see the method's [Observe].</summary>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol method)
    {
        if (method.OverriddenMethod is { } overridden && ObservedMethod.Of(overridden) is null)
        {
            yield return overridden;
        }

        foreach (var face in method.ContainingType.AllInterfaces)
        {
            foreach (var member in face.GetMembers().OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method) && ObservedMethod.Of(member) is null)
                {
                    yield return member;
                }
            }
        }
    }
}
