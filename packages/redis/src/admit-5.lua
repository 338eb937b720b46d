-- Admits one attempt against a key's rate and budget, or says why not. All or nothing.
-- KEYS: 1 rate (arrival time of a token bucket), 2 spent, 3 reserved, 4 deadlines, 5 counter epoch.
-- ARGV: 1 requests per minute (0: no limit), 2 budget in nano-dollars (-1: none), 3 nano-dollars to reserve, 4 attempt id,
--       5 time the reservation may live in ms, 6 attempt id whose reservation this one replaces ('' for none), 7 nano-dollars that the
--       replaced attempt cost (held on until the ledger has them), 8 time that those may be held in ms.
-- Returns: code, remaining requests, reset of the rate in ms, remaining nano-dollars. Codes: 1 admitted, 2 rate limited (the third
-- number is then the time to wait), 3 over budget, 4 the counters are not known (Redis lost them).
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local limit = tonumber(ARGV[1])
local budget = tonumber(ARGV[2])
local need = tonumber(ARGV[3])
local remaining, reset, left = -1, 0, -1
local arrival

if limit > 0 then
  -- Generic cell rate algorithm: a whole minute's requests may come at once, then one every 60/limit seconds.
  local interval = 60000 / limit
  -- Sums of such intervals are not exact; without this the last of a minute's requests would be refused.
  local tolerance = math.min(1, interval / 2)
  arrival = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')) + interval
  local ahead = arrival - now
  if ahead > 60000 + tolerance then
    return { 2, 0, math.ceil(ahead - 60000), -1 }
  end
  remaining = math.floor((60000 + tolerance - ahead) / interval)
  reset = math.ceil(ahead)
end

if budget >= 0 then
  if redis.call('EXISTS', KEYS[5]) == 0 then
    return { 4, remaining, reset, -1 }
  end
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, 100)) do
    local held = redis.call('HGET', KEYS[3], id)
    if held then
      redis.call('HDEL', KEYS[3], id)
      redis.call('HINCRBY', KEYS[3], '*', 0 - tonumber(held))
    end
    redis.call('ZREM', KEYS[4], id)
  end
  local freed = 0
  local cost = tonumber(ARGV[7])
  local replaced = ARGV[6] ~= '' and redis.call('HGET', KEYS[3], ARGV[6])
  if replaced then
    freed = tonumber(replaced) - cost
  end
  local spent = tonumber(redis.call('GET', KEYS[2]) or '0')
  local reserved = tonumber(redis.call('HGET', KEYS[3], '*') or '0')
  left = budget - spent - reserved + freed
  if need > left or left <= 0 then
    return { 3, remaining, reset, left }
  end
  if replaced and cost > 0 then
    redis.call('HSET', KEYS[3], ARGV[6], cost)
    redis.call('ZADD', KEYS[4], now + tonumber(ARGV[8]), ARGV[6])
  elseif replaced then
    redis.call('HDEL', KEYS[3], ARGV[6])
    redis.call('ZREM', KEYS[4], ARGV[6])
  end
  redis.call('HSET', KEYS[3], ARGV[4], need)
  redis.call('HINCRBY', KEYS[3], '*', need - freed)
  redis.call('ZADD', KEYS[4], now + tonumber(ARGV[5]), ARGV[4])
  -- Longer than anything in it may be held: what a period leaves behind goes by itself.
  redis.call('PEXPIRE', KEYS[3], 2 * tonumber(ARGV[8]))
  left = left - need
end

if arrival then
  redis.call('SET', KEYS[1], string.format('%.3f', arrival), 'PX', 120000)
end
return { 1, remaining, reset, left }
