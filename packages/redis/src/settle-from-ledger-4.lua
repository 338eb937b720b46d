-- SETs what a key has spent in a period from the ledger and lets go of the reservations that the ledger now holds.
-- KEYS: 1 spent, 2 reserved, 3 deadlines, 4 counter epoch. ARGV: 1 spent in nano-dollars, 2 expiry in ms (0: never), 3.. attempt ids.
-- The ledger only grows within a period, so the greater of two values is the later one, whichever worker writes last.
local spent = tonumber(redis.call('GET', KEYS[1]) or '-1')
if tonumber(ARGV[1]) > spent then
  redis.call('SET', KEYS[1], ARGV[1])
end
if tonumber(ARGV[2]) > 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
for i = 3, #ARGV do
  local held = redis.call('HGET', KEYS[2], ARGV[i])
  if held then
    redis.call('HDEL', KEYS[2], ARGV[i])
    -- Not `-held`: minus zero is no integer to Redis.
    redis.call('HINCRBY', KEYS[2], '*', 0 - tonumber(held))
    redis.call('ZREM', KEYS[3], ARGV[i])
  end
end
return 1
