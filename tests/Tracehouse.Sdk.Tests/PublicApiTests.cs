using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;

namespace Tracehouse.Sdk.Tests;

/// <summary>Every public member as text that a change shows in its diff. Set TRACEHOUSE_ACCEPT=1 to write what is there now.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_api_is_as_agreed()
    {
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "PublicApi.txt");
        var types = typeof(Tracing).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal);
        var actual = string.Join("\n\n", types.Select(type => string.Join("\n", [Head(type), .. Members(type).Order(StringComparer.Ordinal)])));
        if (Environment.GetEnvironmentVariable("TRACEHOUSE_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual + "\n");
        }

        Assert.Equal(File.ReadAllText(path).TrimEnd(), actual);
    }

    private static string Head(Type type)
    {
        var kind = type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : type is { IsAbstract: true, IsSealed: true } ? "static class" : type.IsSealed ? "sealed class" : "class";
        return $"{kind} {type.Namespace}.{Name(type)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
        {
            return Enum.GetNames(type).Select(name => $"  {name} = {Convert.ToInt32(Enum.Parse(type, name))}");
        }

        return type.GetMembers(Own).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not MethodBase { IsSpecialName: true, IsConstructor: false })
            .Select(member => member switch
            {
                ConstructorInfo made => $"  new({Parameters(made)})",
                PropertyInfo property => $"  {Static(property.GetMethod)}{Name(property.PropertyType)} {property.Name} {{ get;{(property.SetMethod is { IsPublic: true } set ? IsInit(set) ? " init;" : " set;" : "")} }}",
                FieldInfo field => $"  {(field.IsLiteral ? "const " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}",
                MethodInfo method => $"  {Static(method)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
                _ => $"  {member.MemberType} {member.Name}",
            });
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, index) =>
        (index == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "")}"));

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Static(MethodBase? method) => method?.IsStatic == true ? "static " : "";

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Name(inner) + "?"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string Here([CallerFilePath] string here = "") => here;
}
