namespace Tracehouse.Gateway.Keys;

/// <summary>What one key has used: money by day and month (UTC), calls and tokens by the minute.</summary>
internal sealed class KeyMeter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly TokenBucket _requests = new(time);
    private readonly TokenBucket _tokens = new(time);
    private DateOnly _day;
    private decimal _dayUsd;
    private decimal _monthUsd;

    /// <summary>What was spent in the present day and month.</summary>
    public (decimal DayUsd, decimal MonthUsd) Spent
    {
        get
        {
            lock (_gate)
            {
                Turn();
                return (_dayUsd, _monthUsd);
            }
        }
    }

    /// <summary>Counts a call of now, if one more may begin.</summary>
    public MeterReading Begin(KeyLimits limits)
    {
        lock (_gate)
        {
            Turn();
            if (limits.DailyBudgetUsd <= _dayUsd)
            {
                return new MeterReading(Excess.DailyBudget, Tomorrow() - time.GetUtcNow());
            }

            if (limits.MonthlyBudgetUsd <= _monthUsd)
            {
                return new MeterReading(Excess.MonthlyBudget, NextMonth() - time.GetUtcNow());
            }

            if (limits.TokensPerMinute is { } tokens && _tokens.Level(tokens) < 1)
            {
                return Read(limits, Excess.Tokens, _tokens.Until(1, tokens));
            }

            if (limits.RequestsPerMinute is { } requests)
            {
                if (_requests.Level(requests) < 1)
                {
                    return Read(limits, Excess.Requests, _requests.Until(1, requests));
                }

                _requests.Take(1, requests);
            }

            return Read(limits, Excess.None, TimeSpan.Zero);
        }
    }

    /// <summary>Counts what a call has used, once it is known.</summary>
    public void Add(KeyLimits limits, DateTimeOffset started, decimal usd, long tokens)
    {
        lock (_gate)
        {
            Turn();
            if (limits.TokensPerMinute is { } perMinute)
            {
                _tokens.Take(tokens, perMinute);
            }

            var day = DateOnly.FromDateTime(started.UtcDateTime);
            _dayUsd += day == _day ? usd : 0;
            _monthUsd += (day.Year, day.Month) == (_day.Year, _day.Month) ? usd : 0;
        }
    }

    /// <summary>Adds what was spent before this process counted, on a day.</summary>
    public void Restore(DateOnly day, decimal dayUsd, decimal monthUsd)
    {
        lock (_gate)
        {
            Turn();
            _dayUsd += day == _day ? dayUsd : 0;
            _monthUsd += (day.Year, day.Month) == (_day.Year, _day.Month) ? monthUsd : 0;
        }
    }

    private MeterReading Read(KeyLimits limits, Excess excess, TimeSpan wait) => new(excess, wait)
    {
        Requests = limits.RequestsPerMinute is { } requests ? new Allowance(requests, _requests.Level(requests), _requests.Until(requests, requests)) : null,
        Tokens = limits.TokensPerMinute is { } tokens ? new Allowance(tokens, _tokens.Level(tokens), _tokens.Until(tokens, tokens)) : null,
    };

    /// <summary>Begins a new day or month when it has come.</summary>
    private void Turn()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (today == _day)
        {
            return;
        }

        _dayUsd = 0;
        _monthUsd = (today.Year, today.Month) == (_day.Year, _day.Month) ? _monthUsd : 0;
        _day = today;
    }

    private DateTimeOffset Tomorrow() => new(_day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    private DateTimeOffset NextMonth() => new(new DateOnly(_day.Year, _day.Month, 1).AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero);
}
