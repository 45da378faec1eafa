-- ---- Messages on other ports ----------------------------------------------------------------------
--
-- A segment is taken for one of this protocol if it is nothing but messages, all of types whose layout
-- is known, and if in some version each of them has a whole fixed part and then fields that it knows,
-- up to its last byte. Only the last message may go on in the next segment.

-- Whether the bytes from one place to another are fields of a message; `is_whole` if no more follow.
local function are_fields(m, message, at, stop, is_whole)
  while at < stop do
    local tag, size = field_header(m, at, stop)
    if not tag then
      return not is_whole
    end
    local roles = message.records and message.records.roles or {}
    if not message.roles[tag] and not roles[tag] then
      return false
    end
    at = at + 2 * m.tag_width + size
  end
  return at == stop or not is_whole
end

-- Whether the bytes from one place to another are the body of a message in a version.
local function is_body(m, message, start, stop, is_whole)
  local layout = layout_of(m, message, start, stop)
  local at = start
  for _, row in ipairs(layout and layout.fields or {}) do
    if is_in_window(row, m.version) then
      at = at + row.size
    end
  end
  return at <= stop and are_fields(m, message, at, stop, is_whole)
end

-- Whether a segment is nothing but messages in a version.
local function are_messages(m)
  local tvb, at = m.tvb, 0
  while at < tvb:len() do
    if tvb:len() - at < HEADER_BYTES then
      return at > 0 and may_start(tvb, at)
    end
    local message = messages[tvb(at + 4, 4):uint()]
    if not may_start(tvb, at) or not message or not message.floating then
      return false
    end
    local next_at = at + HEADER_BYTES + tvb(at, 4):uint()
    local stop = math.min(next_at, tvb:len())
    if not is_body(m, message, at + HEADER_BYTES, stop, stop == next_at) then
      return false
    end
    at = next_at
  end
  return true
end

local function looks_right(tvb)
  if tvb:len() < HEADER_BYTES then
    return false
  end
  for version = protocol.last_version, protocol.first_version, -1 do
    local tag_width = version < protocol.wide_tags_since and 1 or 2
    if are_messages({ tvb = tvb, version = version, tag_width = tag_width }) then
      return true
    end
  end
  return false
end

dissector:register_heuristic("tcp", function(tvb, pinfo, tree)
  if not looks_right(tvb) then
    return false
  end
  -- From now on the conversation is known, whatever its segments look like.
  pinfo.conversation = dissector
  dissector.dissector(tvb, pinfo, tree)
  return true
end)
