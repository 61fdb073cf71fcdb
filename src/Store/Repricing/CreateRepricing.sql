-- The new costs of some calls, for one update. A key of one column is the kind that can be both looked up and listed.
CREATE TABLE {table:Identifier}
(
    span String,
    input_cost_usd Decimal(18, 10),
    output_cost_usd Decimal(18, 10),
    price_version String
)
ENGINE = Join(ANY, LEFT, span)
