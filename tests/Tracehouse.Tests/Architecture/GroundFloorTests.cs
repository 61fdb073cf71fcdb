using System.Reflection;
using System.Runtime.CompilerServices;
using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Architecture;

public sealed class GroundFloorTests
{
    private static readonly Assembly Records = typeof(SpanRecord).Assembly;

    [Fact]
    public void Records_know_the_runtime_and_nothing_else()
    {
        string[] allowed = ["System.Runtime", "System.Collections", "System.Linq", "System.Memory", "System.Security.Cryptography", "System.Text.Encoding.Extensions"];
        Assert.Empty(Records.GetReferencedAssemblies().Select(reference => reference.Name!).Except(allowed));
    }

    [Fact]
    public void Records_do_no_input_or_output_and_wait_for_nothing()
    {
        var types = from type in Records.GetTypes()
                    from member in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                    from used in member switch
                    {
                        MethodInfo method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType),
                        FieldInfo field => [field.FieldType],
                        _ => [],
                    }
                    where typeof(Stream).IsAssignableFrom(used) || typeof(Task).IsAssignableFrom(used) || used.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true
                    select $"{type.Name}.{member.Name}";
        Assert.Empty(types);
    }

    [Fact]
    public void Records_are_sealed_and_do_not_change()
    {
        var open = from type in Records.GetTypes()
                   where type is { IsClass: true, IsSealed: false } && type.GetCustomAttribute<CompilerGeneratedAttribute>() is null
                   select type.Name;
        Assert.Empty(open);

        var changeable = from type in Records.GetTypes()
                         from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                         where property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
                         select $"{type.Name}.{property.Name}";
        Assert.Empty(changeable);
    }
}
