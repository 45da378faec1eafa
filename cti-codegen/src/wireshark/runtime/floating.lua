-- ---- The floating part ----------------------------------------------------------------------------

-- What is known of a message or record while its fields are read.
local function open_scope(node)
  return { node = node, held = {}, counts = {}, lists = {} }
end

-- Takes a field as what its tag says.
local function take(m, scope, role, field)
  if role.list then
    local state = list_in(m, scope, role.list, field.start)
    return take_member[role.list.style](m, state, role, field)
  end
  local row = role.row
  local item, text = add_value(m, scope.node, row, field.data, field.size)
  add_header(m, item, field)
  check_field(m, item, row, field.data, field.size)
  extend(scope.node, field.stop)
  scope.held[field.tag] = true
  if row.counts then
    scope.counts[row.counts] = { item = item, value = m.tvb(field.data, field.size):uint() }
  end
  if scope == m.scope then
    note_for_info(m, row, text)
  end
end

-- Shows a field that is not understood. What would be a secret is one all the same.
local function keep(m, scope, field, why, role)
  local item
  if role and role.row.secret then
    hide(scope.node)
    item = scope.node.item:add(own.unknown_field, m.tvb(field.data, 0))
    item:set_text("Unknown field: <redacted>")
  else
    item = scope.node.item:add(own.unknown_field, m.tvb(field.data, field.size))
  end
  add_header(m, item, field)
  extend(scope.node, field.stop)
  local name = role and fields[role.row[1]].label
  if why == "type_mismatch" then
    complain(item, why, bytes_text(field.size) .. " cannot be a value of " .. name)
  elseif why == "repeated" then
    complain(item, why, "There is a " .. name .. " already")
  else
    complain(item, why, "The message has no field with the tag " .. field.tag)
  end
end

local function close_record(m, records)
  if m.record then
    check_end(m, m.record, records.members)
  end
end

local function open_record(m, records, at)
  close_record(m, records)
  local state = list_in(m, m.scope, records.list, at)
  m.record = open_scope(entry_node(m, state, state.entries + 1, at))
end

-- Finds out where a field belongs:
-- what has a tag of the message itself belongs to the message; what has a tag of its records to the
-- record that is open, or to the next one if that holds the tag already; anything else to the record
-- that is open, or to the message. What does not fit opens no record.
local function place(m, message, field)
  local role, records = message.roles[field.tag], message.records
  if role then
    if role.list then
      m.list_bytes[role.list.list] = (m.list_bytes[role.list.list] or 0) + field.size
    end
    if not fits(m, role, field.data, field.size) then
      keep(m, m.scope, field, "type_mismatch", role)
    elseif role.is_single and m.scope.held[field.tag] then
      keep(m, m.scope, field, "repeated", role)
    else
      take(m, m.scope, role, field)
    end
    return
  end
  role = records and records.roles[field.tag]
  if not role then
    keep(m, m.record or m.scope, field, "unknown_tag")
  elseif not fits(m, role, field.data, field.size) then
    keep(m, m.record or m.scope, field, "type_mismatch", role)
  else
    if not m.record or (role.is_single and m.record.held[field.tag]) then
      open_record(m, records, field.start)
    end
    take(m, m.record, role, field)
  end
end

-- Adds the floating fields from one place to another.
local function add_floating_part(m, message, start, stop)
  local at = start
  while at < stop do
    local tag, size = field_header(m, at, stop)
    if not tag then
      local left = stop - at
      local text = bytes_text(left) .. (left == 1 and " is" or " are") .. " too few for a tag and a length"
      complain(m.node.item, "truncated_field_header", text)
      return
    end
    local data = at + 2 * m.tag_width
    if data + size > stop then
      local left = counted(stop - data, "is", "are")
      local text = string.format("The field with tag %d announces %s, but %s left", tag, bytes_text(size), left)
      complain(m.node.item, "truncated_field", text)
      return
    end
    place(m, message, { tag = tag, start = at, data = data, size = size, stop = data + size })
    at = data + size
  end
  if message.records then
    close_record(m, message.records)
  end
  check_end(m, m.scope, message.floating)
  check_limits(m, message)
end
