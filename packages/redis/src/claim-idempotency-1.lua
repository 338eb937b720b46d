-- Claims an idempotency key for one request, or tells what became of an earlier one.
-- KEYS: 1 claim. ARGV: 1 hash of the request, 2 time the claim may stay in flight in ms, 3 request id.
-- Returns: 'claimed', 'mismatch', 'in_flight', or the stored answer.
local fields = redis.call('HMGET', KEYS[1], 'request', 'answer')
if not fields[1] then
  redis.call('HSET', KEYS[1], 'request', ARGV[1], 'owner', ARGV[3])
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return { 'claimed' }
end
if fields[1] ~= ARGV[1] then
  return { 'mismatch' }
end
if not fields[2] then
  return { 'in_flight' }
end
return { 'answered', fields[2] }
