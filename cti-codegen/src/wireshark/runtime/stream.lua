-- ---- Messages in a stream -------------------------------------------------------------------------

-- Whether a message may start at a place, as far as its header is there: the length is in the limit,
-- so its upper bytes are 0.
local function may_start(tvb, at)
  local have = tvb:len() - at
  if have >= 4 then
    return HEADER_BYTES + tvb(at, 4):uint() <= protocol.frame_limit
  end
  return have < 1 or tvb(at, 1):uint() == 0
end

-- The bytes of the message at a place. Where none starts, the rest of the segment is taken, so that
-- the next one is looked at afresh.
local function message_bytes(tvb, _, at)
  if may_start(tvb, at) then
    return HEADER_BYTES + tvb(at, 4):uint()
  end
  return tvb:len() - at
end

-- Returns 0 where the traffic is foreign, so that others may look at it.
function dissector.dissector(tvb, pinfo, tree)
  if not may_start(tvb, 0) then
    return 0
  end
  dissect_tcp_pdus(
    tvb,
    tree,
    HEADER_BYTES,
    message_bytes,
    dissect_message,
    dissector.prefs.desegment
  )
  return tvb:len()
end

-- Listens on the ports of the preferences, and no longer on those that it has listened on.
local tcp_ports = DissectorTable.get("tcp.port")
local listened = dissector.prefs.tcp_ports
tcp_ports:add(listened, dissector)

function dissector.prefs_changed()
  if listened ~= dissector.prefs.tcp_ports then
    tcp_ports:remove(listened, dissector)
    listened = dissector.prefs.tcp_ports
    tcp_ports:add(listened, dissector)
  end
end
