-- ---- The fixed part -------------------------------------------------------------------------------

-- Tag and length of the floating field at a place; nil if they are truncated.
local function field_header(m, at, stop)
  local width = m.tag_width
  if stop - at < 2 * width then
    return nil
  end
  return m.tvb(at, width):uint(), m.tvb(at + width, width):uint()
end

-- Whether a body has a shape: a fixed part of so many bytes, then nothing or one floating field.
local function has_shape(m, shape, start, stop)
  local fixed_stop = start + shape[1]
  if not shape.tag then
    return stop == fixed_stop
  end
  if stop ~= fixed_stop + 2 * m.tag_width + shape.size then
    return false
  end
  local tag, size = field_header(m, fixed_stop, stop)
  return tag == shape.tag and size == shape.size
end

-- The layout of a body. A message with one layout is read in it at any version.
local function layout_of(m, message, start, stop)
  if #message.layouts == 1 then
    return message.layouts[1]
  end
  for _, layout in ipairs(message.layouts) do
    if is_in_window(layout.window, m.version) then
      local fits = not layout.bodies
      for _, shape in ipairs(layout.bodies or {}) do
        fits = fits or has_shape(m, shape, start, stop)
      end
      if fits then
        return layout
      end
    end
  end
end

-- Adds the fields of the fixed part; returns where it ends, nil if it is truncated.
local function add_fixed_part(m, message, start, stop)
  local layout = layout_of(m, message, start, stop)
  local at = start
  for _, row in ipairs(layout and layout.fields or {}) do
    if is_in_window(row, m.version) then
      local field = fields[row[1]]
      if at + row.size > stop then
        complain(m.node.item, "truncated_fixed_part", "The fixed part is truncated at " .. field.label)
        return nil
      end
      local item, text = add_value(m, m.node, row, at, row.size)
      note_for_info(m, row, text)
      if row.counts then
        m.scope.counts[row.counts] = { item = item, value = m.tvb(at, row.size):uint() }
      elseif field.label == message.paired_by then
        m.pair = m.tvb(at, row.size):uint()
      end
      at = at + row.size
    end
  end
  return at
end
