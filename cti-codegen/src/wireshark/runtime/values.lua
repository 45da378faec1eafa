-- ---- Values ---------------------------------------------------------------------------------------
--
-- Each function adds the item of a value to a node of the tree. It returns the item, and how the
-- value reads in the Info column; nil if it is not worth a place there.

-- Whether all bits of a mask are set in a number. Not all versions of Lua have operators for bits.
local function has_bits(number, mask)
  while mask > 0 do
    if mask % 2 == 1 and number % 2 == 0 then
      return false
    end
    mask, number = math.floor(mask / 2), math.floor(number / 2)
  end
  return true
end

-- A number without the bits of a mask that are set in it.
local function without_bits(number, mask)
  local rest, place = 0, 1
  while number > 0 do
    if number % 2 == 1 and mask % 2 == 0 then
      rest = rest + place
    end
    mask, number, place = math.floor(mask / 2), math.floor(number / 2), place * 2
  end
  return rest
end

local function add_mask(m, node, field, start, size)
  local range = m.tvb(start, size)
  local bits = range:uint()
  local item = node.item:add(field.proto, range)
  local names, rest = {}, bits
  for _, bit in ipairs(field.bits) do
    if bit.value ~= 0 then
      item:add(bit.proto, range)
      if has_bits(bits, bit.value) then
        table.insert(names, bit.name)
        rest = without_bits(rest, bit.value)
      end
    end
  end
  if rest ~= 0 then
    table.insert(names, string.format("0x%x", rest))
  end
  local text = table.concat(names, " | ")
  if text ~= "" then
    item:append_text(" (" .. text .. ")")
  end
  return item, text
end

local function add_number(m, node, row, field, start, size)
  local range = m.tvb(start, size)
  local bits = range:uint()
  local value = field.signed and range:int() or bits
  local item = node.item:add(field.proto, range)
  if field.enumeration then
    local name = name_in(field.enumeration, m.version, bits)
    if name ~= value_strings[field.enumeration][bits] then
      -- The value has another name in this version, or none.
      item:set_text(string.format("%s: %s (%d)", field.label, name or "Unknown", bits))
    end
    return item, name or tostring(value)
  end
  for _, null in ipairs(row.nulls or {}) do
    if null[1] == bits then
      item:append_text(" (" .. null[2] .. ")")
      return item, nil
    end
  end
  return item, tostring(value)
end

-- Text as Wireshark can show it: what is no UTF-8 is replaced.
local function text_of(m, start, size)
  return size > 0 and m.tvb(start, size):string(ENC_UTF_8) or ""
end

local function add_text(m, node, field, start, size)
  local text = text_of(m, start, size)
  if size == 0 then
    return node.item:add(field.proto, m.tvb(start, 0), ""), ""
  end
  return node.item:add_packet_field(field.proto, m.tvb(start, size), ENC_UTF_8), text
end

-- Where the parts of a named variable or array are: the index, then name, NUL, value, NUL.
local function parts_of(m, field, start, size)
  local first = field.kind == "named_array" and start + 1 or start
  local stop = start + size
  local data = m.tvb:raw(first, stop - first)
  local name_size = string.find(data, "\0", 1, true) - 1
  local value = first + name_size + 1
  local value_size = stop - value
  if value_size > 0 and string.byte(data, -1) == 0 then
    value_size = value_size - 1
  end
  return { name = first, name_size = name_size, value = value, value_size = value_size }
end

local function add_named(m, node, field, start, size)
  local parts = parts_of(m, field, start, size)
  local name = text_of(m, parts.name, parts.name_size)
  local value = text_of(m, parts.value, parts.value_size)
  local shown = name
  if field.index then
    shown = string.format("%s[%d]", name, m.tvb(start, 1):uint())
  end
  shown = shown .. "=" .. value
  local item = node.item:add(field.proto, m.tvb(start, size), shown)
  if field.index then
    item:add(field.index, m.tvb(start, 1))
  end
  item:add(field.name, m.tvb(parts.name, parts.name_size), name)
  item:add(field.value, m.tvb(parts.value, parts.value_size), value)
  return item, shown
end

-- Adds the value of a field, whose data fit it.
local function add_value(m, node, row, start, size)
  local field = fields[row[1]]
  local kind = field.kind
  if row.secret then
    hide(node)
    return node.item:add(field.proto, m.tvb(start, 0), "<redacted>"), nil
  elseif field.mask then
    return add_mask(m, node, field, start, size)
  elseif kind == "text" then
    return add_text(m, node, field, start, size)
  elseif kind == "bytes" then
    return node.item:add(field.proto, m.tvb(start, size)), nil
  elseif kind == "named_variable" or kind == "named_array" then
    return add_named(m, node, field, start, size)
  elseif kind == "time" then
    local range = m.tvb(start, size)
    return node.item:add(field.proto, range, NSTime.new(range:uint(), 0)), nil
  end
  return add_number(m, node, row, field, start, size)
end

-- Keeps what the Info column is to show, once for each field of the message itself.
local function note_for_info(m, row, text)
  local field = fields[row[1]]
  if text and text ~= "" and m.wanted[field.filter] and not m.info[field.filter] then
    m.info[field.filter] = true
    table.insert(m.info, field.label .. "=" .. text)
  end
end
