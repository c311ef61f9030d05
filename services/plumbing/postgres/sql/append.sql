-- One batch, one statement, one round trip: see migration 0002, and `columns.py` for the texts.
SELECT * FROM append_batch(
    $1, $2, string_to_array($3::text, chr(31)), $4, $5, $6, $7, $8::text::bigint[],
    $9::text::integer[], $10, string_to_array($11::text, chr(31)),
    string_to_array($12::text, chr(31)), string_to_array($13::text, chr(31)), $14, $15,
    $16::text::integer[], $17::text::integer[], $18::text::integer[], $19::text::integer[],
    $20::text::bigint[], $21::text::bigint[], $22::text::integer[], $23::text::integer[], $24,
    $25, $26, $27, $28::text::integer[], $29::text::integer[], $30::text::integer[],
    $31::text::bigint[], $32, string_to_array($33::text, chr(31)), $34::text::integer[], $35, $36,
    $37, $38, $39, $40, $41, $42
)
