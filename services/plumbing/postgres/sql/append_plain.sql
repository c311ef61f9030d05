-- A batch that claims nothing and promises nothing, as most do: a driver's work is counted in columns.
SELECT * FROM append_batch_v2(
    $1, $2, string_to_array($3::text, chr(31)), '{}', '{}', $4, $5, $6::text::bigint[],
    $7::text::bigint[], $8::text::integer[], $9, string_to_array($10::text, chr(31)),
    string_to_array($11::text, chr(31)), string_to_array($12::text, chr(31)), $13, $14,
    $15::text::integer[], $16::text::integer[], $17::text::integer[], $18::text::integer[],
    $19::text::bigint[], $20::text::bigint[], $21::text::integer[], $22::text::integer[],
    '{}', '{}', '{}', '{}', $23::text::integer[], $24::text::integer[], $25::text::integer[],
    $26::text::bigint[], $27, string_to_array($28::text, chr(31)), $29::text::integer[], $30,
    '{}', '{}', '{}', '{}', '{}', '{}', '{}'
)
