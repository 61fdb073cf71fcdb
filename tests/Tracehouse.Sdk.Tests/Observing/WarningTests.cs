using Xunit;

namespace Tracehouse.Sdk.Tests.Observing;

/// <summary>A use of an [Observe] method that is not observed is a warning in its line, which is the second of each program here.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("class C { [Observe] int M() => 1; int Call() => M(); }")]
    [InlineData("class C { [Observe] int M() => 1; string Name() => nameof(M); }")]
    [InlineData("class C { [Observe] int M() => 1; Func<int> Call() => () => M(); }")]
    [InlineData("interface I { [Observe] int M(); } class C : I { public int M() => 1; int Call(I i) => i.M() + M(); }")]
    [InlineData("class C { [Observe] IEnumerable<int> M<T>(T t) where T : unmanaged { yield return 1; } int Call() { foreach (var i in M(1)) { return i; } return 0; } }")]
    public async Task What_is_observed_is_no_warning(string source) => Assert.Empty(await Compiled.WarningsOfAsync(source));

    [Theory]
    [InlineData("THO001", "class C { [Observe] int M() => 1;\n Func<int> Call() => M; }")]
    [InlineData("THO001", "class C { [Observe] void M(object? sender, EventArgs e) {} event EventHandler? E;\n void Call() => E += M; }")]
    [InlineData("THO002", "class C { void Call() {\n [Observe] int M() => 1;\n M(); } }")]
    [InlineData("THO002", "class C {\n [Observe] async void M() => await Task.Yield(); void Call() => M(); }")]
    [InlineData("THO002", "class C {\n [Observe] Span<int> M() => default; void Call() => M(); }")]
    [InlineData("THO002", "class C { int f;\n [Observe] ref int M() => ref f; void Call() => M(); }")]
    [InlineData("THO002", "class C {\n [Observe] unsafe void M(int* p) {} unsafe void Call() => M(null); }")]
    [InlineData("THO002", "class C { private class P;\n [Observe] void M(P p) {} void Call() => M(new()); }")]
    [InlineData("THO002", "file class C {\n [Observe] public void M() {} void Call() => M(); }")]
    [InlineData("THO002", "ref struct S {\n [Observe] public void M() {} void Call() => M(); }")]
    [InlineData("THO002", "static class C<T> {\n [Observe] private static void M() {} static void Call() => M(); }")]
    [InlineData("THO003", "class B { [Observe] public virtual int M() => 1; } class C : B {\n public override int M() => base.M(); }")]
    [InlineData("THO003", "class C { [Observe] static int M() => 1;\n System.Linq.Expressions.Expression<Func<int>> Call() => () => M(); }")]
    [InlineData("THO004", "interface I { int M(); } class C : I {\n [Observe] public int M() => 1; }")]
    [InlineData("THO004", "class B { public virtual int M() => 1; } class C : B {\n [Observe] public override int M() => 2; }")]
    public async Task What_is_not_observed_is_a_warning_where_it_stands(string id, string source)
    {
        Assert.Equal([$"{id} 3"], await Compiled.WarningsOfAsync(source));
        Compiled.Generated(source);
    }

    [Theory]
    [InlineData("class @class { [Observe] public int @new(int @int, string @string = \"\\\"\") => @int; int Call() => @new(1); }")]
    [InlineData("class O<T> { public class I<U> where U : class, new() { [Observe] private protected T M<V>(U u, V v, T? t) where V : struct, Enum => t!; void Call(U u, T t) => M(u, ConsoleColor.Red, t); } }")]
    [InlineData("class C { [Observe] static (int a, string? b)? M(dynamic d, (int x, object? y)[] t, Func<int?, string?>? f) => null; void Call() => M(1, [], null); }")]
    [InlineData("#nullable disable\nclass C { [Observe] static string M(string s, List<string> l) => s; void Call() => M(null, null); }")]
    [InlineData("class C { [Observe] static void M(ref readonly int a, scoped Span<int> s, params ReadOnlySpan<int> rest) {} void Call() { int a = 1; M(in a, default, 1, 2); } }")]
    [InlineData("public record R(string Only); class C { [Observe] static R M(R r) => r; void Call() => M(new(\"a\")); }")]
    [InlineData("public record R(int A, R? Next) { [System.Obsolete] public int Old => 1; internal int Inner => 2; public Span<int> S => default; } class C { [Observe] static R M(R r) => r; void Call() => M(new(1, null)); }")]
    [InlineData("class C { [Observe(Name = \"a\\\"\\n\")] void M(in decimal call, CancellationToken2 stop) {} void Call() => M(1, default); } struct CancellationToken2;")]
    public void What_is_generated_compiles(string source) => Assert.Contains("InterceptsLocationAttribute(1", Compiled.Generated(source));

    [Fact]
    public void Program_without_observed_methods_gets_nothing() => Assert.Empty(Compiled.Generated("class C { int M() => 1; int Call() => M(); }"));

    [Fact]
    public void Change_of_another_file_costs_no_writing()
    {
        const string Source = "class C { [Observe] public static int M() => 1; int Call() => M(); }";
        Assert.False(Compiled.IsWrittenAnew(Source, "class D { int Two() => 2; }"));
        Assert.True(Compiled.IsWrittenAnew(Source, "class D { int Two() => C.M(); }"));
    }
}
