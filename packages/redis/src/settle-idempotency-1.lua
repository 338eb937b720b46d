-- Ends the claim of an idempotency key: keeps its answer, or lets it go. A claim that ran out and was taken by another request is not touched.
-- KEYS: 1 claim. ARGV: 1 request id that claimed it, 2 the answer or '' to let go, 3 time the answer is kept in ms.
-- Returns: 1 when the claim was still held.
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then
  return 0
end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('HSET', KEYS[1], 'answer', ARGV[2])
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return 1
