-- ---- Lists ----------------------------------------------------------------------------------------

-- The state of a list in a message or record, opened where its first field is.
local function list_in(m, scope, list, at)
  local state = scope.lists[list]
  if not state then
    local node = open_node(m, scope.node, list[1], at)
    state = { node = node, entries = 0, list = list, filled = {}, nodes = {} }
    scope.lists[list] = state
  end
  return state
end

-- The node of an entry, opened where its first field is.
local function entry_node(m, state, number, at)
  if not state.nodes[number] then
    local key = entries[state.list.entry][1]
    state.nodes[number] = open_node(m, state.node, key, at)
    state.nodes[number].item:set_text(fields[key].label .. " " .. number)
  end
  state.entries = math.max(state.entries, number)
  return state.nodes[number]
end

-- Shows tag and length of a field below the item of its value.
local function add_header(m, item, field)
  local width = m.tag_width
  item:add(own.tag, m.tvb(field.start, width))
  item:add(own.field_length, m.tvb(field.start + width, width))
end

-- Adds the values in an array, each to the node that it belongs to.
local function add_values(m, state, role, field, node_of)
  local size, first = role.row.size, nil
  for at = field.data, field.stop - size, size do
    local node = node_of(at)
    local item = add_value(m, node, role.row, at, size)
    extend(node, at + size)
    if not first then
      first = item
      add_header(m, item, field)
      check_field(m, item, role.row, at, size)
    end
  end
  if not first then
    -- An array without values is a list, if an empty one.
    add_header(m, state.node.item, field)
    check_field(m, state.node.item, role.row, field.data, 0)
    extend(state.node, field.stop)
  end
end

-- How a member of a list is taken, by the style of the list.
local take_member = {}

-- Every field is an entry.
function take_member.single(m, state, role, field)
  local item = add_value(m, state.node, role.row, field.data, field.size)
  add_header(m, item, field)
  check_field(m, item, role.row, field.data, field.size)
  extend(state.node, field.stop)
  state.entries = state.entries + 1
end

-- A field has one value or several.
function take_member.array(m, state, role, field)
  add_values(m, state, role, field, function()
    state.entries = state.entries + 1
    return state.node
  end)
end

-- A member whose place is not after that of the last one opens an entry.
function take_member.ordered(m, state, role, field)
  if not state.place or role.place <= state.place then
    state.entries = state.entries + 1
  end
  state.place = role.place
  local node = entry_node(m, state, state.entries, field.start)
  local item = add_value(m, node, role.row, field.data, field.size)
  add_header(m, item, field)
  check_field(m, item, role.row, field.data, field.size)
  extend(node, field.stop)
end

-- The i-th value of each member belongs to entry i.
function take_member.columns(m, state, role, field)
  add_values(m, state, role, field, function(at)
    local number = (state.filled[role.place] or 0) + 1
    state.filled[role.place] = number
    return entry_node(m, state, number, at)
  end)
end
