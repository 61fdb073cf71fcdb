using Tracehouse.Records;
using Xunit;

namespace Tracehouse.Tests.Records;

public sealed class TraceIdTests
{
    [Fact]
    public void A_new_id_is_a_uuid_of_version_7_that_tells_its_time()
    {
        var now = new DateTimeOffset(2026, 11, 20, 16, 26, 12, 415, TimeSpan.Zero);
        var ids = Enumerable.Range(0, 1000).Select(_ => TraceId.Create(now).Value).ToHashSet();
        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id =>
        {
            Assert.Matches("^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$", id);
            Assert.Equal(now.ToUnixTimeMilliseconds(), Convert.ToInt64(id[..12], 16));
        });
    }
}
