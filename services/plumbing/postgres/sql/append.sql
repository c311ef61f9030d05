-- One batch, one statement, one round trip: see migration 0005, and `columns.py` for the texts.
SELECT * FROM append_batch_v2(
    $1, $2, string_to_array($3::text, chr(31)), $4, $5, $6, $7, $8::text::bigint[],
    $9::text::bigint[], $10::text::integer[], $11, string_to_array($12::text, chr(31)),
    string_to_array($13::text, chr(31)), string_to_array($14::text, chr(31)), $15, $16,
    $17::text::integer[], $18::text::integer[], $19::text::integer[], $20::text::integer[],
    $21::text::bigint[], $22::text::bigint[], $23::text::integer[], $24::text::integer[], $25,
    $26, $27, $28, $29::text::integer[], $30::text::integer[], $31::text::integer[],
    $32::text::bigint[], $33, string_to_array($34::text, chr(31)), $35::text::integer[], $36, $37,
    $38, $39, $40, $41, $42, $43
)
