using Microsoft.Extensions.Options;
using Tracehouse.Gateway.Caching;
using Tracehouse.Gateway.Dialects;
using Tracehouse.Gateway.Routing;
using Xunit;

namespace Tracehouse.Tests.Gateway.Caching;

public sealed class ResponseCacheTests
{
    private const int EntryBytes = 1000 + 512;

    private readonly Clock _clock = new();

    [Fact]
    public void Answer_is_given_until_its_time_is_over()
    {
        var cache = Create(10);
        Keep(cache, "a", seconds: 60);
        _clock.Seconds += 59;
        Assert.NotNull(cache.Find(Key("a")));
        _clock.Seconds += 1;
        Assert.Null(cache.Find(Key("a")));
        Assert.Equal(new CacheCounts(0, 0, 1, 1), cache.Counts);
    }

    [Fact]
    public void No_circumstance_can_pretend_to_be_two()
    {
        var request = new ChatRequest(default);
        Assert.NotEqual(CacheKey.Of(request, "project", "m\0counts", ""), CacheKey.Of(request, "project", "m", "counts\0"));
        Assert.NotEqual(CacheKey.Of(request, "a", "b"), CacheKey.Of(request, "a\0b"));
        Assert.Equal(CacheKey.Of(request, "a", "b"), CacheKey.Of(request, "a", "b"));
    }

    [Fact]
    public void Beyond_the_memory_the_one_longest_unused_goes()
    {
        var cache = Create(2);
        Keep(cache, "a");
        Keep(cache, "b");
        Assert.NotNull(cache.Find(Key("a")));
        Keep(cache, "c");
        Assert.Null(cache.Find(Key("b")));
        Assert.NotNull(cache.Find(Key("a")));
        Assert.NotNull(cache.Find(Key("c")));
        Assert.Equal(2 * EntryBytes, cache.Counts.Bytes);
    }

    [Fact]
    public void Large_answer_is_not_kept_and_drives_nothing_out()
    {
        var cache = Create(2);
        Keep(cache, "a");
        Keep(cache, "b", bytes: 1001);
        Assert.Null(cache.Find(Key("b")));
        Assert.NotNull(cache.Find(Key("a")));
    }

    [Fact]
    public void Newer_answer_takes_the_place_of_an_older_one()
    {
        var cache = Create(2);
        Keep(cache, "a");
        Keep(cache, "a", bytes: 10);
        Assert.Equal(10, cache.Find(Key("a"))!.Body.Length);
        Assert.Equal((1, 522), (cache.Counts.Entries, cache.Counts.Bytes));
        cache.Clear();
        Assert.Equal((0, 0), (cache.Counts.Entries, cache.Counts.Bytes));
    }

    [Fact]
    public void Projects_share_nothing() =>
        Assert.NotEqual(CacheKey.Of(new ChatRequest("{}"u8.ToArray()), "one", "x"), CacheKey.Of(new ChatRequest("{}"u8.ToArray()), "two", "x"));

    private ResponseCache Create(int entries) =>
        new(Options.Create(new CacheOptions { BytesMax = entries * EntryBytes, EntryBytesMax = 1000 }), _clock);

    private static void Keep(ResponseCache cache, string key, int bytes = 1000, int seconds = 60) =>
        cache.Keep(Key(key), new CachedAnswer(new byte[bytes], null, new Route(null!, ""), cache.Now, TimeSpan.FromSeconds(seconds)));

    private static CacheKey Key(string name) => CacheKey.Of(new ChatRequest("{}"u8.ToArray()), name);

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
