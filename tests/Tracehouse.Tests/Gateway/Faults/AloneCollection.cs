using Xunit;

namespace Tracehouse.Tests.Gateway.Faults;

/// <summary>Tests that take so much of the machine that others beside them would be too slow.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
