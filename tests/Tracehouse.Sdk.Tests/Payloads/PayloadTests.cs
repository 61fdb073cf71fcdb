using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tracehouse.Sdk.Tests.Observing;
using Xunit;

namespace Tracehouse.Sdk.Tests.Payloads;

public sealed class PayloadTests : IDisposable
{
    public static TheoryData<object, string> Written { get; } = new()
    {
        { "as \"it\" is\n", "as \"it\" is\n" },
        { 1.5, "1.5" },
        { double.NaN, "NaN" },
        { 12.30m, "12.30" },
        { true, "true" },
        { 'c', "c" },
        { DayOfWeek.Friday, "Friday" },
        { new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "2026-01-02T03:04:05.0000000Z" },
        { Guid.Empty, "00000000-0000-0000-0000-000000000000" },
        { new Uri("http://a/b"), "http://a/b" },
        { TimeSpan.FromSeconds(90), "00:01:30" },
        { new object?[] { "a\"\\\n\u0001é°", null, 'c', DayOfWeek.Friday, TimeSpan.Zero }, """["a\"\\\n\u0001é°",null,"c","Friday","00:00:00"]""" },
        { new Dictionary<string, object> { ["a"] = new[] { 1, 2 }, ["b"] = new { C = 1L } }, """{"a":[1,2],"b":{"C":1}}""" },
        { new Dictionary<int, string> { [1] = "x" }.ToFrozenDictionary(), """{"1":"x"}""" },
        { new HashSet<int> { 1, 2 }, "[1,2]" },
        { (1, "b"), """[1,"b"]""" },
        { new byte[3], "<3 bytes>" },
        { JsonDocument.Parse("""{"a": [1, "é"]}""").RootElement, """{"a":[1,"é"]}""" },
        { JsonNode.Parse("[1]")!, "[1]" },
        { new InvalidOperationException("no"), "System.InvalidOperationException: no" },
        { new Renamed("x", "y"), """{"name":"x"}""" },
        { new Version(1, 2), "1.2" },
    };

    /// <summary>What is kept is said once for the process, and the next test expects the defaults.</summary>
    public void Dispose() => Tracing.Start(options => Quiet(options)).Dispose();

    [Theory]
    [MemberData(nameof(Written), DisableDiscoveryEnumeration = true)]
    public void Value_is_written(object value, string text) => Assert.Equal(text, Output(value));

    [Fact]
    public void Lazy_sequences_are_never_read_wherever_they_are()
    {
        var reads = 0;
        IEnumerable<int> Lazy()
        {
            reads++;
            yield return 1;
        }

        Assert.Equal("<lazy sequence of Int32>", Output(Lazy()));
        Assert.Equal("""{"Items":"<lazy sequence of Int32>","There":[1]}""", Output(new { Items = Lazy(), There = (IEnumerable<int>)[1] }));
        Assert.Equal("""["<lazy sequence of Int32>"]""", Output(new[] { Lazy() }));
        Assert.Equal("<lazy sequence of Int32>", Output(Lazy().GetEnumerator()));
        Assert.Equal("<lazy sequence of Int32>", Output(Lazy().Select(number => number).AsQueryable()));
        Assert.Equal(0, reads);
    }

    [Fact]
    public void Part_that_throws_costs_only_itself()
    {
        Assert.Equal("""{"Good":1,"Bad":"<could not be written: InvalidOperationException>","Better":2}""", Output(new Hostile()));
        Assert.Equal("<could not be written: DivideByZeroException>", Output(new Mute()));
    }

    [Fact]
    public void Cycles_end()
    {
        var ring = new Ring { Name = "a" };
        ring.Next = new Ring { Name = "b", Next = ring };
        Assert.Equal("""{"Name":"a","Next":{"Name":"b","Next":"<the same object as above>"}}""", Output(ring));
        Assert.Contains("<too deep>", Output(new Deep()));
    }

    [Fact]
    public void Growth_ends_at_the_limit_and_says_so()
    {
        using var session = Tracing.Start(options => Quiet(options).PayloadCharactersMax = 1000);
        using var recorded = new Recorded();
        using (var observation = Tracing.StartObservation("a", input: new string('x', 2000)))
        {
            observation.SetOutput(Enumerable.Repeat("é", int.MaxValue / 64).ToArray());
        }

        Assert.Equal((1000, 1000, "input,output"), (recorded.One.Input()!.Length, recorded.One.Output()!.Length, recorded.One.Cut()));
        Assert.StartsWith("""["é","é",""", recorded.One.Output());
    }

    [Fact]
    public void Huge_json_costs_no_more_than_the_limit()
    {
        using var session = Tracing.Start(options => Quiet(options).PayloadCharactersMax = 1000);
        using var recorded = new Recorded();
        var node = new JsonArray([.. Enumerable.Range(0, 100_000).Select(number => (JsonNode)new string('y', 100))]);
        Tracing.StartObservation("warm", input: node).Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Tracing.StartObservation("a", input: node).Dispose();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal((1000, "input"), (recorded.All[1].Input()!.Length, recorded.All[1].Cut()));
    }

    [Fact]
    public void Mask_changes_what_is_kept_and_may_throw()
    {
        using var session = Tracing.Start(options => Quiet(options).Mask = text => text.Contains("boom") ? throw new InvalidOperationException("secret") : text.Replace("4111", "****"));
        using var recorded = new Recorded();
        Assert.Equal("card 4111", new Subject().Same(new { value = "card 4111" }).value);
        new Subject().Same("boom");
        Assert.Equal("""{"value":{"value":"card ****"}}""", recorded.All[0].Input());
        Assert.Equal(("<left out: Mask threw InvalidOperationException>", "<left out: Mask threw InvalidOperationException>"), (recorded.All[1].Input(), recorded.All[1].Output()));
    }

    [Fact]
    public void Content_that_is_off_is_not_even_read()
    {
        using var session = Tracing.Start(options => Quiet(options).CaptureContent = false);
        using var recorded = new Recorded();
        var hostile = new Hostile();
        new Subject().Same(hostile);
        using (var observation = Tracing.StartObservation("a", input: hostile))
        {
            observation.SetOutput(hostile);
        }

        Assert.Equal(0, hostile.CountReads());
        Assert.All(recorded.All, one => Assert.Equal((null, null), (one.Input(), one.Output())));
    }

    [Fact]
    public void Application_says_how_its_types_are_written()
    {
        using var session = Tracing.Start(options => Quiet(options).JsonTypes = AppTypes.Default);
        Assert.Equal("""{"goodName":1,"there":[1]}""", Output(new Told { GoodName = 1, Lazy = Enumerable.Range(1, 2).Where(_ => true), There = [1] }));
    }

    [Fact]
    public void Records_are_written_with_what_is_in_them()
    {
        using var recorded = new Recorded();
        Order.Place(new Order("a", [new Line("b", 2)], null) { Paid = true });
        Assert.Equal("""{"order":{"Name":"a","Lines":[{"Item":"b","Count":2}],"Parent":null,"Paid":true}}""", recorded.One.Input());
    }

    [Fact]
    public void Pieces_of_one_character_are_not_cut_apart()
    {
        using var session = Tracing.Start(options => Quiet(options).PayloadCharactersMax = 3);
        Assert.Equal("ab", Output("ab😀"));
    }

    private static string Output(object value)
    {
        using var recorded = new Recorded();
        Tracing.StartObservation("value", input: value).Dispose();
        return recorded.One.Input()!;
    }

    /// <summary>Sends nowhere that answers.</summary>
    private static TracehouseOptions Quiet(TracehouseOptions options)
    {
        (options.Url, options.ShutdownTimeout) = (new Uri("http://127.0.0.1:1"), TimeSpan.FromMilliseconds(1));
        return options;
    }
}
