SELECT
    key_id,
    ifNull(sumIf(total_cost_usd, start_time >= {day:DateTime64(6, 'UTC')}), 0) AS day_usd,
    ifNull(sum(total_cost_usd), 0) AS month_usd
FROM spans
WHERE start_time >= {month:DateTime64(6, 'UTC')} AND start_time < {before:DateTime64(6, 'UTC')} AND key_id != ''
GROUP BY key_id
