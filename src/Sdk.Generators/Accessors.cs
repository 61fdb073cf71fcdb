using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>How generated code calls methods that only their own class may call: by the runtime's UnsafeAccessor, which is no reflection.</summary>
internal static class Accessors
{
    private const string Attribute = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";
    private const string TypeAttribute = "System.Runtime.CompilerServices.UnsafeAccessorTypeAttribute";

    /// <summary>Null for a method that can be called as it is.</summary>
    public static (string Call, string Declaration)? Of(IMethodSymbol method, Compilation compilation)
    {
        if (Nameable.IsReachable(method, compilation))
        {
            return null;
        }

        var types = method.ContainingType.IsGenericType || method.ContainingType.ContainingType is { IsGenericType: true } ? Names.TypeParametersOf(method).Take(Names.TypeParametersOf(method).Count - method.Arity).ToList() : [];
        var parameters = types.Count == 0 ? "" : $"<{string.Join(", ", types.Select(Names.Of))}>";
        var own = method.Arity == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(Names.Of))}>";
        var receiver = method.IsStatic ? "null" : $"{InterceptorText.ReceiverRef(method)}@this";
        if (method is { IsStatic: true, ContainingType.IsValueType: true })
        {
            receiver = "default";
        }

        var arguments = InterceptorText.ArgumentsOf(method);
        var call = $"Target_{Frame.Number}{parameters}.Call{own}({receiver}{(arguments.Length == 0 ? "" : ", ")}{arguments})";
        return (call, Declaration(method, parameters, own, string.Concat(types.Select(Generics.Constraint))));
    }

    public static bool CanReach(IMethodSymbol method, Compilation compilation) =>
        compilation.GetTypeByMetadataName(Attribute) is not null && (!method.ContainingType.IsStatic || (!IsGeneric(method.ContainingType) && compilation.GetTypeByMetadataName(TypeAttribute) is not null));

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    private static string Declaration(IMethodSymbol method, string parameters, string own, string constraints)
    {
        var target = method switch
        {
            { ContainingType.IsStatic: true } => $"[global::{TypeAttribute}({Names.Literal(MetadataName(method.ContainingType))})] object? @this",
            { IsStatic: true, ContainingType.IsValueType: false } => $"{Names.Of(method.ContainingType)}? @this",
            { IsStatic: true } => $"{Names.Of(method.ContainingType)} @this",
            _ => $"{InterceptorText.ReceiverRef(method)}{Names.Of(method.ContainingType)} @this",
        };
        var declared = InterceptorText.DeclaredParameters(method, asExtension: false);
        return $$"""
                    private static class Target_{{Frame.Number}}{{parameters}}{{constraints}}
                    {
                        [global::{{Attribute}}(global::System.Runtime.CompilerServices.UnsafeAccessorKind.{{(method.IsStatic ? "StaticMethod" : "Method")}}, Name = {{Names.Literal(method.MetadataName)}})]
                        internal static extern {{Names.Of(method.ReturnType)}} Call{{own}}({{target}}{{(declared.Length == 0 ? "" : ", ")}}{{declared}}){{string.Concat(method.TypeParameters.Select(Generics.Constraint))}};
                    }


            """;
    }

    private static string MetadataName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{outer.MetadataName}+{name}";
        }

        var space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
        return $"{space}{name}, {type.ContainingAssembly.Name}";
    }
}
