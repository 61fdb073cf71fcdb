using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Tracehouse.Generators;

/// <summary>Replaces each call of an [Observe] method by one that tells it: a C# interceptor for every method, with the places of its calls.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ObserveGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var calls = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is InvocationExpressionSyntax, static (call, stop) => Find(call, stop))
            .Where(static call => call is not null)
            .Collect();
        context.RegisterSourceOutput(calls, static (output, calls) => Write(output, calls!));
    }

    private static CallSite? Find(GeneratorSyntaxContext context, CancellationToken stop)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (context.SemanticModel.GetSymbolInfo(call, stop).Symbol is not IMethodSymbol method || ObservedMethod.Of(method) is not { } observed)
        {
            return null;
        }

        if (Obstacles.Of(observed, context.SemanticModel.Compilation) is not null || CallObstacles.Of(call, context.SemanticModel, stop) is not null
            || context.SemanticModel.GetInterceptableLocation(call, stop) is not { } place)
        {
            return null;
        }

        var compilation = context.SemanticModel.Compilation;
        return new CallSite(InterceptorText.Of(observed, compilation), place.GetInterceptsLocationAttributeSyntax(), new Texts(TypeText.Of(method, compilation)));
    }

    private static void Write(SourceProductionContext output, ImmutableArray<CallSite> calls)
    {
        if (calls.IsEmpty)
        {
            return;
        }

        var text = new StringBuilder(Frame.Head);
        var number = 0;
        foreach (var method in calls.GroupBy(call => call.Interceptor).OrderBy(method => method.Key, StringComparer.Ordinal))
        {
            foreach (var place in method.Select(call => call.Place).Distinct())
            {
                text.Append("        ").Append(place).Append('\n');
            }

            text.Append(method.Key.Replace(Frame.Number, (number++).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        text.Append(Frame.BeginTypes);
        foreach (var type in calls.SelectMany(call => call.Types.All).Distinct().OrderBy(type => type, StringComparer.Ordinal))
        {
            text.Append(type);
        }

        output.AddSource("Observed.g.cs", SourceText.From(text.Append(Frame.Foot).ToString(), Encoding.UTF8));
    }
}
