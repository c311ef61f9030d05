-- A batch of one, as small as they come: see migration 0006.
SELECT * FROM append_one(
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
)
