-- ---- One message ----------------------------------------------------------------------------------

local HEADER_BYTES = 8
local unpack = table.unpack or unpack

-- The version in which a message is written: the one that it names itself, else that of the session.
local function version_of(m, message, stop)
  local at = message and message.version_at and HEADER_BYTES + message.version_at
  if not at or at + 4 > stop then
    return version_at(m)
  end
  local named = m.tvb(at, 4):uint()
  local version = nearest_version(named)
  learn_version(m, version)
  if named ~= version then
    m.unsupported_version = named
  end
  return version
end

local function wanted_for_info()
  local wanted = {}
  for name in string.gmatch(dissector.prefs.info_fields, "[%w_.]+") do
    wanted[name] = true
  end
  return wanted
end

local function add_body(m, message, stop)
  local size = stop - HEADER_BYTES
  local function add_bytes(field, problem, text)
    if size > 0 then
      local item = m.node.item:add(field, m.tvb(HEADER_BYTES, size))
      complain(item, problem, text)
    end
  end
  if not message then
    complain(m.type_item, "unknown_message", "No message has the number " .. m.number)
    add_bytes(own.body, "unknown_message", "The layout is not known")
  elseif message.unpublished then
    add_bytes(own.body, "unpublished", "The layout of this message is not published")
  elseif message.header_only then
    add_bytes(own.trailing, "trailing_bytes", "The message is a header only")
  else
    local fixed_stop = add_fixed_part(m, message, HEADER_BYTES, stop)
    add_links(m, message)
    if fixed_stop then
      add_floating_part(m, message, fixed_stop, stop)
    end
  end
end

-- Writes the names of the messages of a packet, and what is wanted of their fields, in its columns.
local function write_columns(m, name)
  local text = table.concat({ name, unpack(m.info) }, " ")
  local columns = m.pinfo.cols
  columns.protocol = protocol.name
  -- What earlier messages of the packet have written is behind a fence.
  columns.info:clear()
  local before = tostring(columns.info)
  if before ~= "" and before ~= "(info)" then
    text = ", " .. text
  end
  columns.info:append(text)
  columns.info:fence()
end

local function dissect_message(tvb, pinfo, tree)
  local told = tvb(0, 4):uint()
  local root = tree:add(dissector, tvb())
  local m = {
    tvb = tvb,
    pinfo = pinfo,
    conversation = conversation(pinfo),
    number = tvb(4, 4):uint(),
    node = { item = root, start = 0, stop = 0 },
    nodes = {},
    list_bytes = {},
    info = {},
    wanted = wanted_for_info(),
  }
  local length_item = root:add(own.message_length, tvb(0, 4))
  if HEADER_BYTES + told > protocol.frame_limit then
    local text = "More than the " .. protocol.frame_limit .. " bytes that a message may have"
    complain(length_item, "frame_too_long", text)
    -- Without its bytes: there may be a secret among them.
    root:add(own.not_a_message, tvb(0, 0)):set_text("Not a message: " .. bytes_text(tvb:len()))
    write_columns(m, "[not a message]")
    return tvb:len()
  end
  m.type_item = root:add(own.message_type, tvb(4, 4))
  local message = messages[m.number]
  local name = message and message.name or "[message " .. m.number .. "]"
  local stop = math.min(HEADER_BYTES + told, tvb:len())
  if stop < HEADER_BYTES + told then
    complain(length_item, "truncated_message", "The capture has " .. bytes_text(stop - HEADER_BYTES) .. " of the body")
  end

  m.version = version_of(m, message, stop)
  m.tag_width = m.version < protocol.wide_tags_since and 1 or 2
  m.scope = open_scope(m.node)
  local version_item = root:add(own.protocol_version, m.version)
  version_item:set_generated()
  if m.unsupported_version then
    local text = "Read as version " .. m.version .. ", though it names " .. m.unsupported_version
    complain(version_item, "unsupported_version", text)
  end
  if message and not message.unpublished and not is_in_window(message.window, m.version) then
    local text = "Version " .. m.version .. " does not have this message"
    complain(m.type_item, "message_outside_version", text)
  end

  add_body(m, message, stop)
  close_nodes(m)
  root:set_text(protocol.name .. " " .. table.concat({ name, unpack(m.info) }, " "))
  write_columns(m, name)
  return tvb:len()
end
