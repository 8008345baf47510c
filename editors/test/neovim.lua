-- What a person does in Neovim, with its built-in client: open a file, mend it,
-- break it again, save it, take an action. It is run by .ci/editors in a directory
-- with a root module, with the program in NO403 and the mended text in MENDED.

local patience = 60000

local function check(ok, what)
  if not ok then
    error(what, 0)
  end
end

-- codes returns the rules of the diagnostics of a buffer, in order.
local function codes(buffer)
  local found = {}
  for _, d in ipairs(vim.diagnostic.get(buffer)) do
    check(d.source == "no403", "a diagnostic of " .. tostring(d.source))
    table.insert(found, d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code) or "?")
  end
  return table.concat(found, " ")
end

local function shows(buffer, want)
  local ok = vim.wait(patience, function() return codes(buffer) == want end, 20)
  check(ok, ("wanted %q, there is %q"):format(want, codes(buffer)))
end

local function lines(text)
  return vim.split(text:gsub("\n$", ""), "\n")
end

local function replace(buffer, text)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines(text))
end

-- take asks for the actions at a diagnostic and carries out the first that is as it
-- must be.
local function take(client, buffer, diagnostic, is)
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    range = {
      start = { line = diagnostic.lnum, character = diagnostic.col },
      ["end"] = { line = diagnostic.end_lnum, character = diagnostic.end_col },
    },
    context = { diagnostics = {} },
  }
  local answer = client.request_sync("textDocument/codeAction", params, patience, buffer)
  check(answer and answer.result, "no actions: " .. vim.inspect(answer))
  for _, action in ipairs(answer.result) do
    if is(action) then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      return
    end
  end
  error("no such action in " .. vim.inspect(answer.result), 0)
end

local function run()
  vim.cmd("edit main.tf")
  local buffer = vim.api.nvim_get_current_buf()
  local broken = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
  local file = io.open(vim.env.MENDED)
  local mended = file:read("*a")
  file:close()

  local id = vim.lsp.start_client({ name = "no403", cmd = { vim.env.NO403, "lsp" }, root_dir = vim.fn.getcwd() })
  check(id, "the server does not start")
  check(vim.lsp.buf_attach_client(buffer, id), "the server does not take the file")
  local client = vim.lsp.get_client_by_id(id)
  shows(buffer, "alias-missing")

  replace(buffer, mended)
  shows(buffer, "")
  replace(buffer, broken)
  vim.cmd("silent write")
  shows(buffer, "alias-missing")

  local hover = client.request_sync("textDocument/hover", {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = vim.diagnostic.get(buffer)[1].lnum, character = vim.diagnostic.get(buffer)[1].col },
  }, patience, buffer)
  check(hover and hover.result and hover.result.contents.value:find("alias%-missing"), "the hover is " .. vim.inspect(hover))

  take(client, buffer, vim.diagnostic.get(buffer)[1], function(action) return action.isPreferred end)
  shows(buffer, "")
  vim.cmd("undo")
  shows(buffer, "alias-missing")

  take(client, buffer, vim.diagnostic.get(buffer)[1], function(action) return vim.startswith(action.title, "Ignore") end)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:find("# no403:ignore alias%-missing ") then
      vim.api.nvim_buf_set_lines(buffer, number - 1, number, false, { line .. "it is known" })
    end
  end
  shows(buffer, "")

  client.stop()
  check(vim.wait(patience, function() return client.is_stopped() end, 20), "the server does not end")
end

local ok, problem = pcall(run)
if not ok then
  io.stderr:write("neovim: " .. tostring(problem) .. "\n")
  vim.cmd("cquit")
end
print("neovim: diagnostics appear and vanish, and actions are carried out")
vim.cmd("qall!")
