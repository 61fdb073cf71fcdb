using Microsoft.CodeAnalysis;

namespace Tracehouse.Generators;

/// <summary>What the compiler says of methods and calls that are not observed; described in docs/observe.md.</summary>
internal static class Diagnostics
{
    public static readonly DiagnosticDescriptor NotCalled = Warning(
        "THO001", "A method group of an [Observe] method is not observed", "'{0}' is used as a delegate here, and calls through delegates are not observed; write a lambda that calls it");

    public static readonly DiagnosticDescriptor NotObservable = Warning(
        "THO002", "An [Observe] method cannot be observed", "Calls of '{0}' are not observed: {1}");

    public static readonly DiagnosticDescriptor CallNotObservable = Warning(
        "THO003", "A call of an [Observe] method cannot be observed", "This call of '{0}' is not observed: {1}");

    public static readonly DiagnosticDescriptor HiddenByContract = Warning(
        "THO004", "Calls through an interface or base class are not observed", "Calls of '{0}' through '{1}' are not observed; put [Observe] there too");

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, "Tracehouse", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
