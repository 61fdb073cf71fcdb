using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Tracehouse.Tests.Architecture;

/// <summary>Which folders (namespaces) of one project use which, read from its compiled code.</summary>
internal static class FolderGraph
{
    public static SortedDictionary<string, SortedSet<string>> Of(AssemblyDefinition assembly)
    {
        var graph = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var type in assembly.MainModule.GetTypes().Where(type => FolderOf(type).StartsWith("Tracehouse", StringComparison.Ordinal)))
        {
            var from = FolderOf(type);
            var uses = graph.TryGetValue(from, out var known) ? known : graph[from] = new SortedSet<string>(StringComparer.Ordinal);
            uses.UnionWith(UsedBy(type).Where(used => used.Module == type.Module).Select(FolderOf).Where(folder => folder != from && folder.StartsWith("Tracehouse", StringComparison.Ordinal)));
        }

        return graph;
    }

    /// <summary>A cycle as a list of folders that begins and ends with the same one, or null.</summary>
    public static IReadOnlyList<string>? FindCycle(SortedDictionary<string, SortedSet<string>> graph)
    {
        var done = new HashSet<string>();
        foreach (var folder in graph.Keys)
        {
            if (Walk(folder, []) is { } cycle)
            {
                return cycle;
            }
        }

        return null;

        List<string>? Walk(string folder, List<string> path)
        {
            if (path.Contains(folder))
            {
                return [.. path[path.IndexOf(folder)..], folder];
            }

            if (!done.Contains(folder) && graph.TryGetValue(folder, out var uses))
            {
                foreach (var used in uses)
                {
                    if (Walk(used, [.. path, folder]) is { } cycle)
                    {
                        return cycle;
                    }
                }
            }

            done.Add(folder);
            return null;
        }
    }

    private static string FolderOf(TypeDefinition type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return type.Namespace;
    }

    private static IEnumerable<TypeDefinition> UsedBy(TypeDefinition type)
    {
        var references = new List<TypeReference?> { type.BaseType };
        references.AddRange(type.Interfaces.Select(face => face.InterfaceType));
        references.AddRange(type.Fields.Select(field => field.FieldType));
        foreach (var method in type.Methods)
        {
            references.Add(method.ReturnType);
            references.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            if (method.HasBody)
            {
                references.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
                references.AddRange(method.Body.Instructions.SelectMany(Mentioned));
            }
        }

        return references.SelectMany(Flatten).Select(TryResolve).OfType<TypeDefinition>();
    }

    private static IEnumerable<TypeReference> Mentioned(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Flatten(TypeReference? type) => type switch
    {
        null => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Flatten)],
        TypeSpecification specification => Flatten(specification.ElementType),
        _ => [type],
    };

    private static TypeDefinition? TryResolve(TypeReference type) => type is GenericParameter || type.Scope is AssemblyNameReference ? null : type.Resolve();
}
