using Xunit;

namespace Tracehouse.Sdk.Tests;

public sealed class IdTests
{
    /// <summary>The value is the beginning of the SHA-256 of the seed, as `printf abc | sha256sum` prints it.</summary>
    [Fact]
    public void Ids_of_a_seed_are_those_of_langfuse()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", Tracing.CreateTraceId("abc"));
        Assert.Equal("ba7816bf8f01cfea", Tracing.CreateObservationId("abc"));
    }

    [Fact]
    public void Ids_without_a_seed_differ() => Assert.NotEqual(Tracing.CreateTraceId(), Tracing.CreateTraceId());
}
