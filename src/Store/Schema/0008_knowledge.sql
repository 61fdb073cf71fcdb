-- Some clients name a span by its id alone.
ALTER TABLE spans ADD INDEX IF NOT EXISTS by_span_id span_id TYPE bloom_filter(0.001) GRANULARITY 1;
