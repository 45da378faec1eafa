-- ---- What is known of the conversations -----------------------------------------------------------
--
-- Wireshark dissects a capture once in order, and then any packet again when somebody looks at it.
-- So what packets teach is written down on the first visit only, with the packet's number, and read
-- as of the packet that is looked at.

-- The versions that were asked for, by conversation, each with the place where.
local versions = {}
-- The requests without an answer so far, and the exchanges by request and by answer.
local asked, by_request, by_answer = {}, {}, {}

function dissector.init()
  versions, asked, by_request, by_answer = {}, {}, {}, {}
end

local function side(address, port)
  return tostring(address) .. " " .. tostring(port)
end

-- The conversation of a packet, the same for both directions: both sides, in order. The field
-- tcp.stream would tell conversations apart that use the same ports one after the other, but Wireshark
-- has no fields when it dissects a capture for the first time and shows nothing of it. Nor is it
-- needed: what a later conversation says of itself counts from there on.
local function conversation(pinfo)
  local sides = { side(pinfo.src, pinfo.src_port), side(pinfo.dst, pinfo.dst_port) }
  table.sort(sides)
  return table.concat(sides, " ")
end

-- The version nearest to a number that is known here.
local function nearest_version(number)
  return math.max(protocol.first_version, math.min(protocol.last_version, number))
end

-- Writes down that from here on a conversation has a version.
local function learn_version(m, version)
  if m.pinfo.visited then
    return
  end
  versions[m.conversation] = versions[m.conversation] or {}
  local place = { frame = m.pinfo.number, offset = m.tvb:offset(), version = version }
  table.insert(versions[m.conversation], place)
end

-- The version that a conversation has at a message.
local function version_at(m)
  local version = nearest_version(dissector.prefs.default_version)
  local frame, offset = m.pinfo.number, m.tvb:offset()
  for _, place in ipairs(versions[m.conversation] or {}) do
    if place.frame < frame or (place.frame == frame and place.offset <= offset) then
      version = place.version
    end
  end
  return version
end
