using Xunit;

namespace Tracehouse.Tests.Vendors.Langfuse.Library;

/// <summary>One host for all tests of a class that leave nothing in it.</summary>
public sealed class SharedLibrary : IAsyncLifetime
{
    internal LibraryHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await LibraryHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
