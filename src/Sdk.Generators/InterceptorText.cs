using System.Text;
using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>The interceptor of one method, as C#.</summary>
internal static class InterceptorText
{
    public static string Of(ObservedMethod observed, Compilation compilation)
    {
        var method = observed.Method;
        var text = new StringBuilder();
        var accessor = Accessors.Of(method, compilation);
        var call = accessor?.Call ?? CallOf(method);
        var shape = ReturnedOf(method.ReturnType);
        text.Append($"        internal static {Names.Of(method.ReturnType)} {method.Name}_{Frame.Number}{Generics.Parameters(method)}({ParametersOf(method)}){Generics.Constraints(method)}\n        {{\n");
        text.Append($"            if (!ObservedCall.IsOn)\n            {{\n                {(shape == Returned.Nothing ? $"{call}; return;" : $"return {call};")}\n            }}\n\n");
        text.Append($"            var call_ = ObservedCall.Start({Names.Literal(observed.Name)}, (global::Tracehouse.ObservationKind){observed.Kind}, {(observed.KeepsOutput ? "true" : "false")}{PlaceOf(method)});\n");
        AppendInput(text, observed);
        text.Append("            try\n            {\n");
        text.Append(shape == Returned.Nothing ? $"                {call};\n                call_.End();\n"
            : $"                return call_.{(shape == Returned.Value ? "End" : "EndAfter")}({call});\n");
        text.Append("            }\n            catch (global::System.Exception cause_)\n            {\n                call_.Fail(cause_);\n                throw;\n            }\n        }\n\n");
        return text.Append(accessor?.Declaration).ToString();
    }

    /// <summary>Parameters whose values are written as input.</summary>
    private static IEnumerable<IParameterSymbol> Kept(IMethodSymbol method) => method.Parameters.Where(parameter =>
        parameter.RefKind != RefKind.Out && !IsPlace(parameter) && parameter.Type.ToDisplayString() != "System.Threading.CancellationToken"
        && !parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "Tracehouse.NotObservedAttribute"));

    private static bool IsPlace(IParameterSymbol parameter) => parameter.RefKind == RefKind.None && parameter.Type.ToDisplayString() is "Tracehouse.TraceContext" or "Tracehouse.TraceContext?";

    private static string PlaceOf(IMethodSymbol method) => method.Parameters.FirstOrDefault(IsPlace) is { } place ? $", {Names.Of(place.Name)}" : "";

    private static void AppendInput(StringBuilder text, ObservedMethod observed)
    {
        var kept = observed.KeepsInput ? Kept(observed.Method).ToList() : [];
        if (kept.Count == 0)
        {
            return;
        }

        text.Append("            if (call_.BeginInput() is { } input_)\n            {\n");
        foreach (var parameter in kept)
        {
            var value = parameter.Type.IsRefLikeType ? $"{Names.Of(parameter.Name)}.ToString()" : Names.Of(parameter.Name);
            text.Append($"                input_.Member({Names.Literal(parameter.Name)}, {value});\n");
        }

        text.Append("                call_.EndInput(input_);\n            }\n\n");
    }

    private static Returned ReturnedOf(ITypeSymbol type) => type.SpecialType == SpecialType.System_Void ? Returned.Nothing : type.OriginalDefinition.ToDisplayString() switch
    {
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.Task<TResult>" or "System.Threading.Tasks.ValueTask" or "System.Threading.Tasks.ValueTask<TResult>"
            or "System.Collections.Generic.IEnumerable<T>" or "System.Collections.Generic.IAsyncEnumerable<T>" => Returned.Later,
        _ => Returned.Value,
    };

    internal static string DeclaredParameters(IMethodSymbol method, bool asExtension) =>
        string.Join(", ", method.Parameters.Select((parameter, index) => (asExtension && index == 0 && method.IsExtensionMethod ? "this " : "") + Declared(parameter)));

    private static string ParametersOf(IMethodSymbol method)
    {
        var declared = DeclaredParameters(method, asExtension: true);
        return method.IsStatic ? declared : $"this {ReceiverRef(method)}{Names.Of(method.ContainingType)} @this{(declared.Length == 0 ? "" : ", ")}{declared}";
    }

    internal static string ReceiverRef(IMethodSymbol method) => !method.ContainingType.IsValueType || method.IsStatic ? "" : method.IsReadOnly ? "in " : "ref ";

    internal static string ArgumentsOf(IMethodSymbol method) => string.Join(", ", method.Parameters.Select(parameter => Passed(parameter.RefKind) + Names.Of(parameter.Name)));

    private static string Declared(IParameterSymbol parameter)
    {
        var scoped = parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out ? "scoped " : "";
        var passed = parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", RefKind.RefReadOnlyParameter => "ref readonly ", _ => "" };
        return $"{scoped}{passed}{Names.Of(parameter.Type)} {Names.Of(parameter.Name)}";
    }

    private static string Passed(RefKind kind) => kind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In or RefKind.RefReadOnlyParameter => "in ", _ => "" };

    private static string CallOf(IMethodSymbol method)
    {
        var receiver = method.IsStatic ? Names.Of(method.ContainingType) : "@this";
        var types = method.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", method.TypeParameters.Select(Names.Of))}>";
        return $"{receiver}.{Names.Of(method.Name)}{types}({ArgumentsOf(method)})";
    }
}
