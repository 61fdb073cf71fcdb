using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tracehouse.Generators;

/// <summary>Says which uses of [Observe] methods the generator leaves as they are, and why.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ObserveAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Diagnostics.NotCalled, Diagnostics.NotObservable, Diagnostics.CallNotObservable, Diagnostics.HiddenByContract];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Declared, SymbolKind.Method);
        context.RegisterSyntaxNodeAction(DeclaredInMethod, SyntaxKind.LocalFunctionStatement);
        context.RegisterOperationAction(Called, OperationKind.Invocation);
        context.RegisterOperationAction(Referred, OperationKind.MethodReference);
    }

    private static void Declared(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (ObservedMethod.AttributeOf(method) is null || ObservedMethod.Of(method) is not { } observed)
        {
            return;
        }

        if (Obstacles.Of(observed, context.Compilation) is { } why)
        {
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.NotObservable, method.Locations[0], method.Name, why));
            return;
        }

        foreach (var contract in Contracts.Of(method))
        {
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.HiddenByContract, method.Locations[0], method.Name, contract.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)));
        }
    }

    private static void DeclaredInMethod(SyntaxNodeAnalysisContext context)
    {
        if (context.SemanticModel.GetDeclaredSymbol((LocalFunctionStatementSyntax)context.Node, context.CancellationToken) is IMethodSymbol function
            && ObservedMethod.Of(function) is { } observed && Obstacles.Of(observed, context.Compilation) is { } why)
        {
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.NotObservable, function.Locations[0], function.Name, why));
        }
    }

    private static void Called(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ObservedMethod.Of(call.TargetMethod) is not { } observed)
        {
            return;
        }

        var isOurs = SymbolEqualityComparer.Default.Equals(observed.Method.ContainingAssembly, context.Compilation.Assembly);
        var why = call.Syntax is InvocationExpressionSyntax syntax && call.SemanticModel is { } model ? CallObstacles.Of(syntax, model, context.CancellationToken) : "the compiler makes it, it is not written";

        // What is wrong with a method itself is said once, where it is declared, unless that is out of sight.
        why ??= isOurs ? null : Obstacles.Of(observed, context.Compilation);
        if (why is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.CallNotObservable, call.Syntax.GetLocation(), observed.Method.Name, why));
        }
    }

    private static void Referred(OperationAnalysisContext context)
    {
        var reference = (IMethodReferenceOperation)context.Operation;
        if (reference.Parent is not INameOfOperation && ObservedMethod.Of(reference.Method) is { } observed && Obstacles.Of(observed, context.Compilation) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Diagnostics.NotCalled, reference.Syntax.GetLocation(), observed.Method.Name));
        }
    }
}
