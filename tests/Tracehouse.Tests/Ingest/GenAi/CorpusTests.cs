using Xunit;

namespace Tracehouse.Tests.Ingest.GenAi;

/// <summary>What real clients sent, against what a person wrote down that it means.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Names => [.. CorpusScenario.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_is_as_expected(string scenario) => Assert.Equal("", string.Join('\n', CorpusScenario.Load(scenario).Differences));

    [Fact]
    public void Logs_may_arrive_in_any_order()
    {
        foreach (var scenario in CorpusScenario.Names.Where(name => name.StartsWith("otel-openai/", StringComparison.Ordinal)))
        {
            for (var seed = 0; seed < 20; seed++)
            {
                Assert.Empty(CorpusScenario.Load(scenario, seed).Differences);
            }
        }
    }

    [Fact]
    public void All_of_the_corpus_is_read() => Assert.Equal(63, CorpusScenario.Names.Count());
}
