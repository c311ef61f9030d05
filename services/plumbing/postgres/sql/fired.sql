-- This promise is kept. One that was moved meanwhile has another id, and stays.
DELETE FROM timer WHERE log = $1 AND timer_id = $2
