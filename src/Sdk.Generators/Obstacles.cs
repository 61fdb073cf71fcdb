using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>What about a method itself keeps its calls from being observed.</summary>
internal static class Obstacles
{
    /// <summary>The roof over an extension block, which this compiler's symbols have no name for yet.</summary>
    private const TypeKind ExtensionBlock = (TypeKind)14;

    /// <summary>Null when there is none.</summary>
    public static string? Of(ObservedMethod observed, Compilation compilation)
    {
        var method = observed.Method;
        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return "the compiler intercepts no calls of local functions; make it a method of a class";
        }

        if (method.ContainingType.TypeKind == ExtensionBlock)
        {
            return "the compiler intercepts no calls of extension blocks; declare it as an extension method with 'this'";
        }

        if (method is { IsStatic: true, ContainingType.TypeKind: TypeKind.Interface, IsAbstract: true } or { IsStatic: true, IsVirtual: true })
        {
            return "it is a static member of an interface that types implement; put [Observe] on the implementations";
        }

        return method switch
        {
            { IsAsync: true, ReturnsVoid: true } => "an async void method cannot be awaited, so nothing tells when it ends; return a Task",
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns a reference",
            { ReturnType.IsRefLikeType: true } => $"it returns {method.ReturnType.Name}, which lives on the stack only",
            { ContainingType.IsRefLikeType: true } => $"{method.ContainingType.Name} lives on the stack only",
            _ when method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes())).Any(said => said.AttributeClass?.Name == "UnscopedRefAttribute") => "it has [UnscopedRef]",
            { IsVararg: true } => "it takes __arglist",
            _ when IsUnsafe(method.ReturnType) || method.Parameters.Any(parameter => IsUnsafe(parameter.Type)) => "it takes or returns pointers",
            _ => Hidden(method, compilation),
        };
    }

    /// <summary>Generated code stands in another class, so it has to be able to name every type of the signature.</summary>
    private static string? Hidden(IMethodSymbol method, Compilation compilation)
    {
        foreach (var type in method.Parameters.Select(parameter => parameter.Type).Prepend(method.ReturnType).Prepend(method.ContainingType))
        {
            if (!Nameable.Is(type, compilation))
            {
                return $"generated code cannot name {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, which is private, protected or of its file only; make it internal";
            }
        }

        return Nameable.IsReachable(method, compilation) || Accessors.CanReach(method, compilation) ? null
            : "generated code cannot call private methods of a static or generic class here; make it internal";
    }

    private static bool IsUnsafe(ITypeSymbol type) => type is IPointerTypeSymbol or IFunctionPointerTypeSymbol || (type is IArrayTypeSymbol array && IsUnsafe(array.ElementType));
}
