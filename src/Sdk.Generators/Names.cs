using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tracehouse.Generators;

/// <summary>Types as generated code names them; type parameters by number, because those of a type and of its method may have the same name.</summary>
internal static class Names
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Of(ITypeSymbol type)
    {
        var text = new StringBuilder();
        foreach (var part in type.ToDisplayParts(Full))
        {
            text.Append(part.Symbol is ITypeParameterSymbol parameter ? Of(parameter) : part.ToString());
        }

        return text.ToString();
    }

    public static string Of(ITypeParameterSymbol parameter) => parameter.DeclaringMethod is null ? $"T{Above(parameter.ContainingType) + parameter.Ordinal}" : $"M{parameter.Ordinal}";

    /// <summary>A name of the source, such as a parameter's, where it may be a word of the language.</summary>
    public static string Of(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>All type parameters that a method sees, outermost first.</summary>
    public static IReadOnlyList<ITypeParameterSymbol> TypeParametersOf(IMethodSymbol method)
    {
        var all = new List<ITypeParameterSymbol>(method.TypeParameters);
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            all.InsertRange(0, type.TypeParameters);
        }

        return all;
    }

    private static int Above(INamedTypeSymbol type)
    {
        var count = 0;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            count += outer.TypeParameters.Length;
        }

        return count;
    }
}
