-- Take slots in which an exchange may be asked, of all its quotas at once. Milliseconds of Redis' own clock.
-- KEYS: since when we count, the exchange's block, then one bucket for each quota.
-- ARGV: lane (w: rechecks, p: people), how many slots, how far ahead, percent kept for people; then for each bucket
--       weight of one slot, quota, span, width of a cell, milliseconds for a weight of 1, what may be caught up.
-- Returns {blocked for, when the next slot were free, offsets of the slots...}.
-- A bucket holds what was used in cells of time, and where the even pace of the rechecks stands (`next`). In no span
-- (the exchange's window and some more, for what arrives late) more is used than the quota.
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local blocked = redis.call('PTTL', KEYS[2])
if blocked > 0 then
  return { blocked, blocked }
end
local since = tonumber(redis.call('GET', KEYS[1]))
if not since then
  since = now
  redis.call('SET', KEYS[1], string.format('%.0f', now))
end
local lane, wanted, horizon, kept = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local buckets = {}

local function add(bucket, mark, index, used)
  bucket.marks[mark .. index] = (bucket.marks[mark .. index] or 0) + used
  if not bucket.used[index] then
    bucket.order[#bucket.order + 1] = index
    table.sort(bucket.order)
  end
  bucket.used[index] = (bucket.used[index] or 0) + used
  bucket.sum = bucket.sum + used
end

-- Nobody knows what was asked before we began to count (Redis is new, or lost everything): as much as is allowed,
-- evenly; and of what is kept for people, one half.
local function assume(bucket)
  local step = bucket.cell / bucket.each
  for back = 0, math.floor(bucket.span / bucket.cell) do
    add(bucket, 'w', math.floor(now / bucket.cell) - back, step)
  end
  add(bucket, 'p', math.floor(now / bucket.cell), bucket.quota * kept / 200)
  bucket.is_new = true
end

for at = 3, #KEYS do
  local first = 5 + (at - 3) * 6
  local bucket = {
    key = KEYS[at], weight = tonumber(ARGV[first]), quota = tonumber(ARGV[first + 1]),
    span = tonumber(ARGV[first + 2]), cell = tonumber(ARGV[first + 3]), each = tonumber(ARGV[first + 4]),
    behind = tonumber(ARGV[first + 5]), used = {}, marks = {}, order = {}, sum = 0, next = 0,
  }
  local stored = redis.call('HGETALL', bucket.key)
  for i = 1, #stored, 2 do
    local name, value = stored[i], tonumber(stored[i + 1])
    if name == 'next' then
      bucket.next = value
    else
      local index = tonumber(string.sub(name, 2))
      -- What is far ahead was written by a clock that was wrong.
      local kept = math.max(bucket.span, 10000) -- whoever shows the use looks so far back
      if (index + 1) * bucket.cell + kept < now or index * bucket.cell > now + 60000 then
        redis.call('HDEL', bucket.key, name)
      elseif (index + 1) * bucket.cell + bucket.span >= now then
        add(bucket, string.sub(name, 1, 1), index, value)
      end
    end
  end
  if #stored == 0 and now - since < bucket.span then
    assume(bucket)
  end
  if bucket.next > now + bucket.span + 60000 then
    bucket.next = now
  end
  buckets[#buckets + 1] = bucket
end

-- The first moment from `at` on at which a bucket holds one slot more.
local function free_at(bucket, at)
  local sum = bucket.sum
  for _, index in ipairs(bucket.order) do
    local gone = (index + 1) * bucket.cell + bucket.span
    if gone > at then
      if sum + bucket.weight <= bucket.quota + 0.001 then
        return at
      end
      at = gone
    end
    sum = sum - bucket.used[index]
  end
  return at
end

local function next_slot()
  local slot, before = now, 0
  if lane == 'w' then
    for _, bucket in ipairs(buckets) do
      slot = math.max(slot, bucket.next)
    end
  end
  while slot ~= before do
    before = slot
    for _, bucket in ipairs(buckets) do
      slot = free_at(bucket, slot)
    end
  end
  return slot
end

local answer = { 0, 0 }
local slot = next_slot()
while #answer - 2 < wanted and slot <= now + horizon do
  for _, bucket in ipairs(buckets) do
    add(bucket, lane, math.floor(slot / bucket.cell), bucket.weight)
    bucket.changed = bucket.changed or {}
    bucket.changed[lane .. math.floor(slot / bucket.cell)] = true
    if lane == 'w' then
      bucket.next = math.max(bucket.next, slot - bucket.behind) + bucket.weight * bucket.each
    end
  end
  answer[#answer + 1] = math.ceil(slot - now)
  slot = next_slot()
end
answer[2] = math.ceil(slot - now)

for _, bucket in ipairs(buckets) do
  if bucket.changed or bucket.is_new then
    local written = { 'next', string.format('%.3f', bucket.next) }
    for mark, used in pairs(bucket.marks) do
      if bucket.is_new or bucket.changed[mark] then
        written[#written + 1] = mark
        written[#written + 1] = string.format('%.3f', used)
      end
    end
    redis.call('HSET', bucket.key, unpack(written))
    redis.call('PEXPIRE', bucket.key, math.ceil(2 * bucket.span + 60000))
  end
end
return answer
