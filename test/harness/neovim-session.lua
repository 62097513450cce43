-- Runs one language server session as `neovim.ts` describes it, and writes what came of it. Written for Neovim 0.7 and later.
local folder = vim.env.BAKEWELL_SESSION
local limit = 20000

local function read(path)
  return table.concat(vim.fn.readfile(path), "\n")
end

local function fail(message)
  io.stderr:write(message .. "\n")
  vim.cmd("cquit 1")
end

-- Neovim keeps of a diagnostic what it does not know itself, such as the server's `data`, in `user_data.lsp`.
local function to_lsp(d)
  local start = { line = d.lnum, character = d.col }
  local own = { range = { start = start, ["end"] = { line = d.end_lnum, character = d.end_col } }, message = d.message, severity = d.severity, source = d.source }
  return vim.tbl_extend("keep", own, d.user_data and d.user_data.lsp or {})
end

local function perform(client, action)
  if not action.edit and not action.command then
    local resolved = client.request_sync("codeAction/resolve", action, limit, 0)
    action = resolved and resolved.result or action
  end
  if action.edit then vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding) end
  local command = type(action.command) == "string" and action or action.command
  if not command then return end
  local before = vim.api.nvim_buf_get_changedtick(0)
  client.request_sync("workspace/executeCommand", { command = command.command, arguments = command.arguments }, limit, 0)
  vim.wait(limit, function() return vim.api.nvim_buf_get_changedtick(0) ~= before end, 20)
end

local function apply(client, title, diagnostic)
  local position = { line = diagnostic.lnum, character = diagnostic.col }
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(0),
    range = { start = position, ["end"] = { line = diagnostic.end_lnum, character = diagnostic.end_col } },
    context = { diagnostics = { to_lsp(diagnostic) } },
  }
  local answer = client.request_sync("textDocument/codeAction", params, limit, 0)
  local titles = {}
  for _, action in ipairs(answer and answer.result or {}) do
    table.insert(titles, action.title)
    if action.title == title then return perform(client, action) end
  end
  fail("no code action '" .. title .. "' among: " .. table.concat(titles, "; "))
end

local function main()
  local session = vim.fn.json_decode(read(folder .. "/session.json"))
  vim.cmd("edit " .. vim.fn.fnameescape(session.file))
  vim.bo.filetype = session.filetype
  local id = vim.lsp.start_client({ name = "server", cmd = session.server, root_dir = session.root })
  if not id then return fail("the server did not start") end
  vim.lsp.buf_attach_client(0, id)
  local client
  local came = vim.wait(limit, function()
    client = vim.lsp.get_client_by_id(id)
    return client ~= nil and client.initialized and #vim.diagnostic.get(0) > 0
  end, 20)
  if not came then return fail("no diagnostics came within " .. limit / 1000 .. " s") end

  local diagnostics = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local lsp = d.user_data and d.user_data.lsp or {}
    table.insert(diagnostics, {
      lnum = d.lnum, col = d.col, end_lnum = d.end_lnum, end_col = d.end_col,
      message = d.message, severity = d.severity, code = d.code or lsp.code,
    })
  end
  if session.applyAction then apply(client, session.applyAction, vim.diagnostic.get(0)[1]) end
  local results = {}
  for _, request in ipairs(session.requests) do
    local params = vim.tbl_extend("keep", request.params, { textDocument = vim.lsp.util.make_text_document_params(0) })
    local answer = client.request_sync(request.method, params, limit, 0)
    table.insert(results, answer and answer.result or vim.NIL)
  end
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
  local outcome = { diagnostics = diagnostics, results = results, text = text }
  vim.fn.writefile({ vim.fn.json_encode(outcome) }, folder .. "/outcome.json")
  client.stop()
end

local ok, problem = pcall(main)
if not ok then fail(tostring(problem)) end
