-- ---- What is registered: fields, warnings, preferences --------------------------------------------

local dissector = Proto(protocol.abbreviation, protocol.about)

-- The rows of an enumeration by value.
local named_values = {}
-- The names of an enumeration as Wireshark wants them: those of the last version.
local value_strings = {}
for enumeration, rows in pairs(enumerations) do
  local by_value, strings = {}, {}
  for _, row in ipairs(rows) do
    by_value[row[1]] = by_value[row[1]] or {}
    table.insert(by_value[row[1]], row)
    if not row.upto or not strings[row[1]] then
      strings[row[1]] = row[2]
    end
  end
  named_values[enumeration], value_strings[enumeration] = by_value, strings
end

local message_names = {}
for number, message in pairs(messages) do
  message_names[number] = message.name
end

local proto_fields = {}

-- Registers a field under a name in filters.
local function register(kind, name, ...)
  local field = ProtoField[kind](protocol.abbreviation .. "." .. name, ...)
  table.insert(proto_fields, field)
  return field
end

local own = {
  message_length = register("uint32", "message_length", "MessageLength"),
  message_type = register("uint32", "message_type", "MessageType", base.DEC, message_names),
  protocol_version = register("uint32", "protocol_version", "Protocol version"),
  tag = register("uint16", "tag", "Tag", base.DEC, tag_names),
  field_length = register("uint16", "field_length", "FieldLength"),
  unknown_field = register("bytes", "unknown_field", "Unknown field"),
  trailing = register("bytes", "trailing", "Trailing bytes"),
  body = register("bytes", "body", "Body"),
  not_a_message = register("none", "not_a_message", "Not a message"),
  request_in = register("framenum", "request_in", "Request in", base.NONE, frametype.REQUEST),
  response_in = register("framenum", "response_in", "Response in", base.NONE, frametype.RESPONSE),
  time = register("relative_time", "time", "Time from request to response"),
}

-- How a kind of field is registered, and how its numbers are read.
local kinds = {
  uint8 = { register = "uint8" },
  uint16 = { register = "uint16" },
  uint32 = { register = "uint32" },
  int8 = { register = "int8", signed = true },
  int16 = { register = "int16", signed = true },
  int32 = { register = "int32", signed = true },
  bool = { register = "uint16", strings = { [0] = "False", [1] = "True" } },
  time = { register = "absolute_time" },
  text = { register = "string" },
  bytes = { register = "bytes" },
  secret = { register = "string" },
  named_variable = { register = "string" },
  named_array = { register = "string" },
  node = { register = "none" },
}

local function register_bits(field, name)
  field.bits = {}
  local width = tonumber(string.match(field.kind, "%d+"))
  for _, row in ipairs(masks[field.mask]) do
    local bit = register("bool", name .. "." .. row[3], row[2], width, nil, row[1])
    table.insert(field.bits, { value = row[1], name = row[2], proto = bit })
  end
end

local function register_parts(field, name)
  field.name = register("string", name .. ".name", "Name")
  field.value = register("string", name .. ".value", "Value")
  if field.kind == "named_array" then
    field.index = register("uint8", name .. ".index", "Index")
  end
end

for key, field in pairs(fields) do
  local name = field.filter or key
  field.label, field.kind, field.filter = field[1], field[2], name
  local kind = kinds[field.kind]
  local strings = kind.strings or value_strings[field.enumeration]
  field.signed = kind.signed
  if field.mask then
    field.proto = register(kind.register, name, field.label, base.HEX)
    register_bits(field, name)
  elseif strings then
    field.proto = register(kind.register, name, field.label, base.DEC, strings)
  elseif field.kind == "time" then
    field.proto = register(kind.register, name, field.label, base.UTC)
  else
    field.proto = register(kind.register, name, field.label)
  end
  if field.kind == "named_variable" or field.kind == "named_array" then
    register_parts(field, name)
  end
end

dissector.fields = proto_fields

-- What can be wrong, by the name in filters behind "expert.".
local experts, proto_experts = {}, {}
for name, row in pairs({
  frame_too_long = { "ERROR", "More bytes than a message may have" },
  truncated_message = { "ERROR", "The message is truncated" },
  truncated_fixed_part = { "ERROR", "The fixed part is truncated" },
  truncated_field_header = { "ERROR", "A floating field is truncated within its tag and length" },
  truncated_field = { "ERROR", "A floating field is truncated" },
  type_mismatch = { "WARN", "The data cannot be a value of the field's type" },
  repeated = { "WARN", "There is such a field already" },
  field_outside_version = { "WARN", "The version does not have this field" },
  message_outside_version = { "WARN", "The version does not have this message" },
  field_too_long = { "WARN", "The data are over the maximum of the field" },
  not_terminated = { "WARN", "No NUL ends the text" },
  parts = { "WARN", "The name or value of a variable is empty or too long" },
  count_mismatch = { "WARN", "The count disagrees with the entries" },
  list_too_long = { "WARN", "The list has too many entries" },
  lists_too_long = { "WARN", "Several lists have too much data together" },
  missing = { "WARN", "A field is missing" },
  unsupported_version = { "WARN", "The protocol version is not known here" },
  unknown_tag = { "NOTE", "The message has no field with this tag" },
  unknown_message = { "NOTE", "No message has this number" },
  unpublished = { "NOTE", "The layout of this message is not published" },
  trailing_bytes = { "NOTE", "Bytes behind a message that is a header only" },
}) do
  experts[name] = ProtoExpert.new(
    protocol.abbreviation .. ".expert." .. name,
    row[2],
    row[1] == "NOTE" and expert.group.UNDECODED
      or row[1] == "WARN" and expert.group.PROTOCOL
      or expert.group.MALFORMED,
    expert.severity[row[1]]
  )
  table.insert(proto_experts, experts[name])
end
dissector.experts = proto_experts

-- A number with what it counts: "1 byte", "2 bytes".
local function counted(number, one, many)
  return number .. " " .. (number == 1 and one or many)
end

local function bytes_text(number)
  return counted(number, "byte", "bytes")
end

-- What a limit says: "at most 1 is allowed", "at most 2 are allowed".
local function at_most(max)
  return "at most " .. counted(max, "is", "are") .. " allowed"
end

-- Says at an item of the tree what is wrong.
local function complain(item, name, text)
  item:add_proto_expert_info(experts[name], text)
end

dissector.prefs.tcp_ports =
  Pref.range("TCP ports", "42027,43027", "Ports of CTI servers; others are found by their traffic", 65535)
dissector.prefs.default_version = Pref.uint(
  "Default protocol version",
  protocol.last_version,
  "Where the capture does not hold the request that opens the session"
)
dissector.prefs.desegment =
  Pref.bool("Reassemble messages that span TCP segments", true, "TCP has to allow it as well")
dissector.prefs.info_fields = Pref.string(
  "Fields in the Info column",
  "invoke_id,agent_id,agent_extension,agent_state,connection_call_id,status,failure_code",
  "Names as in filters, separated by commas"
)

local function is_in_window(window, version)
  return (window.since or 0) <= version and version <= (window.upto or version)
end

-- The name that a value of an enumeration has in a version, if it has one there.
local function name_in(enumeration, version, value)
  for _, row in ipairs(named_values[enumeration][value] or {}) do
    if is_in_window(row, version) then
      return row[2]
    end
  end
end
