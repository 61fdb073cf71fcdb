using Mono.Cecil;
using Xunit;

namespace Tracehouse.Tests.Architecture;

public sealed class LoggingTests
{
    private const int TraceLevel = 0;

    private static readonly string[] CargoTypes =
    [
        "SpanRecord", "SpanPayload", "Utf8Text", "HttpHeaders", "IHeaderDictionary", "HttpRequestHeaders", "HttpResponseHeaders",
        "Byte[]", "ReadOnlyMemory`1", "ReadOnlySequence`1", "JsonElement", "Provider", "ProviderOptions",
    ];

    private static readonly string[] CargoNames = ["body", "prompt", "completion", "header", "key", "secret", "token", "password", "authorization", "payload"];

    [Fact]
    public void Log_methods_that_carry_payload_headers_or_keys_say_so_and_are_for_tracing_only()
    {
        var leaks = from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Tracehouse.*.dll")
                    where !Path.GetFileName(file).Contains("Test")
                    from leak in LeaksIn(file)
                    select leak;
        Assert.Empty(leaks);
    }

    private static List<string> LeaksIn(string file)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(file);
        return
        [
            .. from type in assembly.MainModule.GetTypes()
               from method in type.Methods
               let attribute = method.CustomAttributes.FirstOrDefault(candidate => candidate.AttributeType.Name == "LoggerMessageAttribute")
               where attribute is not null && method.Parameters.Any(IsCargo)
               where !method.Name.EndsWith("Sensitive", StringComparison.Ordinal) || LevelOf(attribute) != TraceLevel
               select $"{type.Name}.{method.Name}",
        ];
    }

    private static bool IsCargo(ParameterDefinition parameter) =>
        CargoTypes.Contains(parameter.ParameterType.Name) || CargoNames.Contains(parameter.Name.ToLowerInvariant());

    private static int LevelOf(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Where(argument => argument.Type.Name == "LogLevel").Select(argument => (int)argument.Value)
            .Concat(attribute.Properties.Where(property => property.Name == "Level").Select(property => (int)property.Argument.Value))
            .FirstOrDefault(-1);
}
