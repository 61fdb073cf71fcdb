using System.Text;
using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>How the types in the signature of a call are written without reflection, and the types of their properties.</summary>
internal sealed class TypeText
{
    /// <summary>Beyond it a type is left to what the application says of it (TracehouseOptions.JsonTypes).</summary>
    private const int TypesMax = 100;

    private readonly Compilation _compilation;
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<string> _texts = [];

    private TypeText(Compilation compilation) => _compilation = compilation;

    public static IReadOnlyList<string> Of(IMethodSymbol method, Compilation compilation)
    {
        var types = new TypeText(compilation);
        foreach (var parameter in method.Parameters)
        {
            types.Add(parameter.Type);
        }

        types.Add(method.ReturnType);
        return types._texts;
    }

    private void Add(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Add(array.ElementType);
        }

        if (type is not INamedTypeSymbol named || type.SpecialType != SpecialType.None && !named.IsGenericType || _seen.Count == TypesMax || !_seen.Add(type))
        {
            return;
        }

        foreach (var argument in named.TypeArguments)
        {
            Add(argument);
        }

        if (IsDescribed(named) && Nameable.Is(named, _compilation))
        {
            var properties = PropertiesOf(named);
            _texts.Add(Describe(named, properties));
            foreach (var property in properties)
            {
                Add(property.Type);
            }
        }
    }

    /// <summary>What .NET itself brings is known to the library, and what has a converter is written by that.</summary>
    private static bool IsDescribed(INamedTypeSymbol type) =>
        type.TypeKind is TypeKind.Class or TypeKind.Struct && !type.IsAnonymousType && !type.IsTupleType && !type.IsRefLikeType && !type.IsStatic && !IsOpen(type)
        && !IsOfFramework(type) && !type.AllInterfaces.Any(face => face.SpecialType == SpecialType.System_Collections_IEnumerable || face.Name == "IAsyncEnumerable")
        && !type.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonConverterAttribute");

    private static bool IsOpen(ITypeSymbol type) => type is ITypeParameterSymbol || (type is IArrayTypeSymbol array && IsOpen(array.ElementType))
        || (type is INamedTypeSymbol named && (named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer))));

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" };
    }

    private List<IPropertySymbol> PropertiesOf(INamedTypeSymbol type)
    {
        var all = new List<IPropertySymbol>();
        for (var at = type; at is not null && at.SpecialType == SpecialType.None; at = at.BaseType)
        {
            foreach (var property in at.GetMembers().OfType<IPropertySymbol>())
            {
                if (IsKept(property) && all.All(other => other.Name != property.Name))
                {
                    all.Add(property);
                }
            }
        }

        return all;
    }

    private bool IsKept(IPropertySymbol property) =>
        property is { IsStatic: false, IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public, Type.IsRefLikeType: false }
        && property.Type is not (IPointerTypeSymbol or IFunctionPointerTypeSymbol) && Nameable.IsReachable(property, _compilation)
        && !property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIgnoreAttribute" && attribute.NamedArguments.IsEmpty);

    private static string Describe(INamedTypeSymbol type, List<IPropertySymbol> properties)
    {
        var name = Names.Of(type.WithNullableAnnotation(NullableAnnotation.None));
        var text = new StringBuilder($"            PayloadTypes.Know<{name}>(");
        foreach (var property in properties)
        {
            text.Append(text[text.Length - 1] == '(' ? "\n" : ",\n");
            text.Append($"                new PayloadMember<{name}>({Names.Literal(NameOf(property))}, static (value, writer) => writer.Value(value.{Names.Of(property.Name)}))");
        }

        return text.Append(");\n").ToString();
    }

    private static string NameOf(IPropertySymbol property)
    {
        var renamed = property.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "JsonPropertyNameAttribute");
        return renamed?.ConstructorArguments.FirstOrDefault().Value as string ?? property.Name;
    }
}
