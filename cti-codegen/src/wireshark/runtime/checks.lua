-- ---- What is wrong with a field -------------------------------------------------------------------

-- The largest data of a field in the version.
local function max_in(m, row)
  if type(row.max) == "number" then
    return row.max
  end
  for _, max in ipairs(row.max or {}) do
    if is_in_window(max, m.version) then
      return max[1]
    end
  end
end

local function check_parts(m, item, row, at, size)
  local parts = parts_of(m, fields[row[1]], at, size)
  local max_name, max_value = row.parts[1], row.parts[2]
  if parts.name_size == 0 then
    complain(item, "parts", "The variable has no name")
  elseif parts.name_size + 1 > max_name then
    complain(item, "parts", "The name has more than " .. bytes_text(max_name) .. " with its NUL")
  elseif parts.value_size + 1 > max_value then
    complain(item, "parts", "The value has more than " .. bytes_text(max_value) .. " with its NUL")
  end
end

-- Checks that NULs end text, or name and value.
local function check_nuls(m, item, kind, at, size)
  local wanted = kind == "text" and 1 or 2
  local first = kind == "named_array" and at + 1 or at
  local data = at + size > first and m.tvb:raw(first, at + size - first) or ""
  local _, nuls = string.gsub(data, "\0", "")
  if string.byte(data, -1) ~= 0 or nuls < wanted then
    complain(item, "not_terminated", "No NUL ends the text")
  end
end

-- Checks the data of a field that fit it.
local function check_field(m, item, row, at, size)
  local kind = row.secret or fields[row[1]].kind
  if not is_in_window(row, m.version) then
    complain(item, "field_outside_version", "Version " .. m.version .. " does not have this field")
  end
  local max = max_in(m, row)
  if max and size > max then
    complain(item, "field_too_long", bytes_text(size) .. ", but " .. at_most(max))
  end
  if kind == "text" or row.parts then
    check_nuls(m, item, kind, at, size)
  end
  if row.parts then
    check_parts(m, item, row, at, size)
  end
end

-- Checks, where a message or record ends, what it lacks and what its lists have.
local function check_end(m, scope, members, records)
  for _, row in ipairs(members) do
    if row.required and is_in_window(row, m.version) and not scope.held[row.tag] then
      complain(scope.node.item, "missing", fields[row[1]].label .. " is missing")
    elseif row.list then
      local list = scope.lists[row]
      local entries = list and list.entries or 0
      local count = scope.counts[row.list]
      if count and count.value ~= entries then
        local text = "The count is " .. count.value .. ", but the list has " .. counted(entries, "entry", "entries")
        complain(count.item, "count_mismatch", text)
      elseif not count and entries > 0 then
        complain(list.node.item, "missing", "The count of " .. row.list .. " is missing")
      end
      if list and not is_in_window(row, m.version) then
        local text = "Version " .. m.version .. " does not have this list"
        complain(list.node.item, "field_outside_version", text)
      end
      if row.max and entries > row.max then
        local text = "The list has " .. counted(entries, "entry", "entries") .. ", but " .. at_most(row.max)
        complain(list.node.item, "list_too_long", text)
      end
    end
  end
end

-- Checks the limits on the data of several lists together.
local function check_limits(m, message)
  for _, limit in ipairs(message.limits or {}) do
    local bytes = 0
    for _, list in ipairs(limit.lists) do
      bytes = bytes + (m.list_bytes[list] or 0)
    end
    if bytes > limit.bytes then
      local lists = table.concat(limit.lists, " and ")
      local text = lists .. " have " .. bytes_text(bytes) .. ", but " .. at_most(limit.bytes)
      complain(m.node.item, "lists_too_long", text)
    end
  end
end
