-- ---- Requests and their answers -------------------------------------------------------------------

-- By what the two halves of an exchange find each other: who asks, in which conversation, which ID.
local function pair_key(m, asker)
  return m.conversation .. " " .. asker .. " " .. m.pair
end

-- By what a half is found again when somebody looks at it: the same ID in the same packet is the same
-- exchange, so one packet may hold several messages.
local function visit_key(m)
  return m.pinfo.number .. " " .. m.conversation .. " " .. m.number .. " " .. m.pair
end

-- Whether a message answers a request.
local function is_answer(message, request)
  return message.answers_any or (message.answers and message.answers[request.number])
end

-- Writes down a request, or the answer to one. The last request with an ID is the one that is
-- answered; several answers may come.
local function learn_exchange(m, message)
  local pinfo = m.pinfo
  if message.is_request then
    local exchange = { number = m.number, frame = pinfo.number, time = pinfo.rel_ts }
    asked[pair_key(m, side(pinfo.src, pinfo.src_port))] = exchange
    by_request[visit_key(m)] = exchange
    return
  end
  local exchange = asked[pair_key(m, side(pinfo.dst, pinfo.dst_port))]
  if exchange and is_answer(message, exchange) then
    exchange.answer_frame = exchange.answer_frame or pinfo.number
    by_answer[visit_key(m)] = { exchange = exchange, time = pinfo.rel_ts - exchange.time }
  end
end

-- Adds the links between the halves of an exchange.
local function add_links(m, message)
  if not m.pair then
    return
  end
  if not m.pinfo.visited then
    learn_exchange(m, message)
  end
  local request, answer = by_request[visit_key(m)], by_answer[visit_key(m)]
  if request and request.answer_frame then
    m.node.item:add(own.response_in, request.answer_frame):set_generated()
  end
  if answer then
    m.node.item:add(own.request_in, answer.exchange.frame):set_generated()
    local whole = math.floor(answer.time)
    local nanoseconds = math.floor((answer.time - whole) * 1e9 + 0.5)
    m.node.item:add(own.time, NSTime.new(whole, nanoseconds)):set_generated()
  end
end
