using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>The type parameters of an interceptor: those of the method and of all types around it.</summary>
internal static class Generics
{
    public static string Parameters(IMethodSymbol method)
    {
        var all = Names.TypeParametersOf(method);
        return all.Count == 0 ? "" : $"<{string.Join(", ", all.Select(Names.Of))}>";
    }

    public static string Constraints(IMethodSymbol method) => string.Concat(Names.TypeParametersOf(method).Select(Constraint));

    public static string Constraint(ITypeParameterSymbol parameter)
    {
        var all = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            all.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            all.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            all.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            all.Add("notnull");
        }

        all.AddRange(parameter.ConstraintTypes.Select(Names.Of));
        if (parameter.HasConstructorConstraint)
        {
            all.Add("new()");
        }

        return all.Count == 0 ? "" : $" where {Names.Of(parameter)} : {string.Join(", ", all)}";
    }
}
