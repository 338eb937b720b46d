-- Changes what attempts hold from the worst case to what they cost; the worker lets go of it once the ledger has it.
-- KEYS: 1 reserved, 2 deadlines. ARGV: 1 time that what is left may be held in ms, then pairs of attempt id and nano-dollars.
-- An attempt that holds nothing is left alone: it was settled, or its deadline has passed.
local time = redis.call('TIME')
local deadline = tonumber(time[1]) * 1000 + tonumber(ARGV[1])
for i = 2, #ARGV, 2 do
  local id, cost = ARGV[i], tonumber(ARGV[i + 1])
  local held = redis.call('HGET', KEYS[1], id)
  if held then
    redis.call('HINCRBY', KEYS[1], '*', cost - tonumber(held))
    if cost == 0 then
      redis.call('HDEL', KEYS[1], id)
      redis.call('ZREM', KEYS[2], id)
    else
      redis.call('HSET', KEYS[1], id, cost)
      redis.call('ZADD', KEYS[2], deadline, id)
    end
  end
end
return 1
