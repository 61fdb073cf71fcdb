using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>What code elsewhere in the assembly can name.</summary>
internal static class Nameable
{
    public static bool Is(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol or IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => Is(array.ElementType, compilation),
        INamedTypeSymbol { IsAnonymousType: true } => false,
        INamedTypeSymbol named => !IsOfFile(named) && named.TypeArguments.All(argument => Is(argument, compilation)) && compilation.IsSymbolAccessibleWithin(named, compilation.Assembly),
        _ => false,
    };

    public static bool IsReachable(ISymbol member, Compilation compilation) => compilation.IsSymbolAccessibleWithin(member, compilation.Assembly);

    private static bool IsOfFile(INamedTypeSymbol type) => type.IsFileLocal || (type.ContainingType is { } outer && IsOfFile(outer));
}
