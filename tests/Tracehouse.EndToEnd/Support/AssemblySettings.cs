using Tracehouse.EndToEnd.Support;
using Xunit;

// Two cores carry a server, an engine and a browser; tests in parallel would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SharedServer))]
