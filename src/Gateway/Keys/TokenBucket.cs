namespace Tracehouse.Gateway.Keys;

/// <summary>An amount per minute that fills up steadily, so that a pause is never longer than the excess. Its owner takes care of threads.</summary>
internal sealed class TokenBucket(TimeProvider time)
{
    private long _filledAt = time.GetTimestamp();
    private double _level = double.NaN;

    /// <summary>What may be taken now, of at most <paramref name="perMinute"/>; below zero after an excess.</summary>
    public double Level(int perMinute)
    {
        var now = time.GetTimestamp();
        _level = double.IsNaN(_level) ? perMinute : Math.Min(perMinute, _level + (time.GetElapsedTime(_filledAt, now).TotalMinutes * perMinute));
        _filledAt = now;
        return _level;
    }

    /// <summary>Takes some, also more than there is.</summary>
    public void Take(double amount, int perMinute) => _level = Level(perMinute) - amount;

    /// <summary>How long until there is as much as wanted.</summary>
    public TimeSpan Until(double wanted, int perMinute)
    {
        var missing = wanted - Level(perMinute);
        return missing <= 0 ? TimeSpan.Zero : perMinute == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(Math.Min(missing / perMinute, 60));
    }
}
