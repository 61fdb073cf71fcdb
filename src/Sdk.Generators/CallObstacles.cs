using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tracehouse.Generators;

/// <summary>What about one call of a method keeps it from being observed.</summary>
internal static class CallObstacles
{
    /// <summary>Null when there is none.</summary>
    public static string? Of(InvocationExpressionSyntax call, SemanticModel model, CancellationToken stop)
    {
        if (call.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax })
        {
            return "a call through 'base' cannot be intercepted; put what is to be observed into a method of its own";
        }

        return IsInExpressionTree(call, model, stop) ? "it stands in an expression tree, which is data and not code" : null;
    }

    private static bool IsInExpressionTree(SyntaxNode call, SemanticModel model, CancellationToken stop)
    {
        foreach (var lambda in call.Ancestors().OfType<LambdaExpressionSyntax>())
        {
            if (model.GetTypeInfo(lambda, stop).ConvertedType is INamedTypeSymbol { Name: "Expression", Arity: 1 } type && type.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions")
            {
                return true;
            }
        }

        return false;
    }
}
