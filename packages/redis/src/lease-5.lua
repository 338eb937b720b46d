-- Sets what one proxy holds ahead of need for a key: a block of requests and money that it may hand out without asking again.
-- KEYS: 1 rate, 2 spent, 3 reserved, 4 deadlines, 5 counter epoch.
-- ARGV: 1 requests per minute (0: no limit), 2 budget in nano-dollars (-1: none), 3 nano-dollars that its running and unrecorded attempts
--       need in any case, 4 further nano-dollars wanted, 5 lease id, 6 time the lease may live in ms, 7 requests wanted, 8 requests given back.
-- Returns: code, requests granted, nano-dollars granted, remaining requests, reset of the rate in ms. Codes: 1 granted, 0 too near a limit
-- to hold anything ahead, 4 the counters are not known. What is needed in any case is held whatever the code but 4.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local limit = tonumber(ARGV[1])
local budget = tonumber(ARGV[2])
local needed = tonumber(ARGV[3])
local wanted = tonumber(ARGV[4])
local requests = tonumber(ARGV[7])
local granted, remaining, reset = 0, -1, 0

if budget >= 0 and redis.call('EXISTS', KEYS[5]) == 0 then
  return { 4, 0, 0, -1, 0 }
end

local interval, before
if limit > 0 then
  interval = 60000 / limit
  before = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0') - tonumber(ARGV[8]) * interval)
  -- Half a minute's requests stay for those who ask one by one.
  if before + requests * interval - now > 30000 then
    requests = 0
  end
end

if budget >= 0 then
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', now, 'LIMIT', 0, 100)) do
    local held = redis.call('HGET', KEYS[3], id)
    if held then
      redis.call('HDEL', KEYS[3], id)
      redis.call('HINCRBY', KEYS[3], '*', 0 - tonumber(held))
    end
    redis.call('ZREM', KEYS[4], id)
  end
  local held = tonumber(redis.call('HGET', KEYS[3], ARGV[5]) or '0')
  local spent = tonumber(redis.call('GET', KEYS[2]) or '0')
  local reserved = tonumber(redis.call('HGET', KEYS[3], '*') or '0')
  local left = budget - spent - (reserved - held) - needed
  -- Near its end a budget is asked for request by request, so that nobody holds what another could use.
  if requests > 0 and wanted > 0 and left - wanted >= budget / 20 then
    granted = wanted
  else
    requests = 0
  end
  local hold = needed + granted
  if hold > 0 then
    redis.call('HSET', KEYS[3], ARGV[5], hold)
    redis.call('ZADD', KEYS[4], now + tonumber(ARGV[6]), ARGV[5])
  else
    redis.call('HDEL', KEYS[3], ARGV[5])
    redis.call('ZREM', KEYS[4], ARGV[5])
  end
  if hold ~= held then
    redis.call('HINCRBY', KEYS[3], '*', hold - held)
  end
end

if limit > 0 then
  local arrival = before + requests * interval
  remaining = math.floor((60000 - (arrival - now)) / interval)
  reset = math.ceil(arrival - now)
  redis.call('SET', KEYS[1], string.format('%.3f', arrival), 'PX', 120000)
end
return { requests > 0 and 1 or 0, requests, granted, remaining, reset }
