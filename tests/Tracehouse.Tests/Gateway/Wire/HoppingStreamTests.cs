using Tracehouse.Gateway.Wire;
using Xunit;

namespace Tracehouse.Tests.Gateway.Wire;

/// <summary>Whoever computes with what a socket brings does not keep its thread.</summary>
public sealed class HoppingStreamTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReaderGoesOnOnAThreadOfThePool(bool hops)
    {
        var source = new AwaitedStream();
        await using var stream = new HoppingStream(source) { Hops = hops };
        var reading = ReadAsync(stream);

        // The thread that brings the bytes is none of the pool, as those of the sockets are not.
        var bringing = new Thread(() => source.Come.SetResult(2));
        bringing.Start();
        Assert.Equal((2, hops), await reading.WaitAsync(WireHost.Stop));
        bringing.Join();
    }

    private static async Task<(int Count, bool IsOfThePool)> ReadAsync(HoppingStream stream)
    {
        var count = await stream.ReadAsync(new byte[4]).ConfigureAwait(false);
        return (count, Thread.CurrentThread.IsThreadPoolThread);
    }

    private sealed class AwaitedStream : MemoryStream
    {
        public TaskCompletionSource<int> Come { get; } = new();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Come.Task);
    }
}
