-- ---- Items of the tree that hold others -----------------------------------------------------------

-- A node for a list or an entry. How many bytes it has is known at its end.
local function open_node(m, parent, key, start)
  local item = parent.item:add(fields[key].proto, m.tvb(start, 0))
  local node = { item = item, parent = parent, start = start, stop = start }
  table.insert(m.nodes, node)
  return node
end

-- Notes that a field of a node, and so of those around it, ends at a place.
local function extend(node, stop)
  while node do
    node.stop = stop
    node = node.parent
  end
end

-- Notes that a node holds a secret. It gets no bytes then: exports write down the bytes of all items
-- but that of the protocol.
local function hide(node)
  while node do
    node.is_secret = true
    node = node.parent
  end
end

local function close_nodes(m)
  for _, node in ipairs(m.nodes) do
    if not node.is_secret then
      node.item:set_len(node.stop - node.start)
    end
  end
end
