-- Keeps an announcement for listeners who reconnect and tells those who listen now. KEYS: stream. ARGV: text, length, lifetime in ms, channel.
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'text', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PUBLISH', ARGV[4], id)
return id
