-- ---- What a tag is in a message or record ---------------------------------------------------------

-- The roles of some members, by tag. Records have tags of their own.
local roles_of
function roles_of(members)
  local roles, records = {}, nil
  for _, row in ipairs(members) do
    if row.style == "records" then
      local members_of_record = entries[row.entry].members
      records = { list = row, members = members_of_record, roles = roles_of(members_of_record) }
    elseif row.member then
      roles[row.member.tag] = { row = row.member, list = row, place = 1 }
    elseif row.entry then
      for place, member in ipairs(entries[row.entry].members) do
        roles[member.tag] = { row = member, list = row, place = place }
      end
    else
      roles[row.tag] = { row = row, is_single = true }
    end
  end
  return roles, records
end

for _, message in pairs(messages) do
  if message.floating then
    message.roles, message.records = roles_of(message.floating)
  end
end

-- Whether the data of a field fit what its tag says. Arrays may hold any number of values.
local function fits(m, role, at, size)
  local row = role.row
  local kind = fields[row[1]].kind
  if row.size then
    local style = role.list and role.list.style
    return size == row.size or ((style == "array" or style == "columns") and size % row.size == 0)
  elseif kind == "named_variable" then
    return size > 0 and string.find(m.tvb:raw(at, size), "\0", 1, true) ~= nil
  elseif kind == "named_array" then
    return size > 1 and string.find(m.tvb:raw(at + 1, size - 1), "\0", 1, true) ~= nil
  end
  return true
end
