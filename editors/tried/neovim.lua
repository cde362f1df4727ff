-- Tries the server with Neovim, without a screen: opens a file with a fault, sees the finding at its place, has it fixed,
-- completes a field, asks what it is, and goes to what a name stands for.
--
--   PODLINT=target/debug/podlint nvim --headless --clean -l editors/tried/neovim.lua     (Neovim 0.9 and later)
--   PODLINT=target/debug/podlint nvim --headless --clean -S editors/tried/neovim.lua     (before)

local podlint = vim.env.PODLINT or 'podlint'
local folder = vim.fn.tempname()
vim.fn.mkdir(folder, 'p')

local function write(name, lines)
  vim.fn.writefile(lines, folder .. '/' .. name)
end

write('web.yaml', {
  'apiVersion: v1',
  'kind: Pod',
  'metadata: {name: web, labels: {app: web}}',
  'spec:',
  '  containers:',
  '    - name: web',
  '      imagee: registry.example.com/web:1.2',
  '      ports: [{name: http, containerPort: 8080}]',
  '      volumeMounts: [{name: cache, mountPath: /cache}]',
  '      ',
  '  volumes:',
  '    - name: cache',
  '      emptyDir: {}',
})
write('service.yaml', {
  'apiVersion: v1',
  'kind: Service',
  'metadata: {name: web}',
  'spec:',
  '  selector: {app: web}',
  '  ports: [{port: 80, targetPort: http}]',
})

local failed = false
local function check(what, holds, seen)
  failed = failed or not holds
  io.stdout:write((holds and 'ok    ' or 'FAILED ') .. what .. (seen and ': ' .. seen or '') .. '\n')
end

local function run()
  vim.cmd('edit ' .. folder .. '/web.yaml')
  local buffer = vim.api.nvim_get_current_buf()
  local id = vim.lsp.start_client({
    name = 'podlint',
    cmd = { podlint, 'server' },
    root_dir = folder,
    workspace_folders = { { uri = vim.uri_from_fname(folder), name = 'k8s' } },
  })
  vim.lsp.buf_attach_client(buffer, id)

  local function find(code)
    for _, found in ipairs(vim.diagnostic.get(buffer)) do
      if found.code == code or (found.user_data and found.user_data.lsp.code == code) then
        return found
      end
    end
  end
  local function await(what, holds)
    vim.wait(60000, holds, 20)
    check(what, holds())
  end
  local function ask(method, params)
    local answers, why = vim.lsp.buf_request_sync(buffer, method, params, 60000)
    local answer = answers and answers[id]
    if not answer or answer.err then
      return nil, why or (answer and vim.inspect(answer.err))
    end
    return answer.result
  end
  local function at(line, column)
    return {
      textDocument = { uri = vim.uri_from_bufnr(buffer) },
      position = { line = line, character = column },
    }
  end

  await('the finding is there', function() return find('unknown-field') end)
  local found = find('unknown-field')
  check('at its place', found and found.lnum == 6 and found.col == 6 and found.end_col == 12,
    found and ('%d:%d'):format(found.lnum + 1, found.col + 1))
  check('with its words', found and found.message:find('imagee') ~= nil, found and found.message:match('[^\n]*'))

  local range = { start = { line = 6, character = 6 }, ['end'] = { line = 6, character = 6 } }
  local actions = ask('textDocument/codeAction', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) }, range = range, context = { diagnostics = {} },
  }) or {}
  local titles = {}
  for _, action in ipairs(actions) do
    table.insert(titles, action.title)
  end
  check('there are actions', #actions >= 3, table.concat(titles, ' | '))
  if actions[1] and actions[1].edit then
    vim.lsp.util.apply_workspace_edit(actions[1].edit, vim.lsp.get_client_by_id(id).offset_encoding)
  end
  local line = vim.api.nvim_buf_get_lines(buffer, 6, 7, false)[1]
  check('the fix is applied', line == '      image: registry.example.com/web:1.2', line)
  await('the finding is gone', function() return not find('unknown-field') end)

  vim.api.nvim_buf_set_lines(buffer, 9, 10, false, { '      res' })
  local items = ask('textDocument/completion', at(9, 9)) or {}
  items = items.items or items
  local labels = {}
  for _, item in ipairs(items) do
    table.insert(labels, item.label)
  end
  check('a field is completed', vim.tbl_contains(labels, 'resources'), table.concat(vim.list_slice(labels, 1, 6), ', '))
  vim.api.nvim_buf_set_lines(buffer, 9, 10, false, { '      resources: {}' })

  local hover = ask('textDocument/hover', at(9, 8))
  local text = hover and hover.contents and hover.contents.value or ''
  check('hover says what it is', #text > 20, text:gsub('\n', ' '):sub(1, 90))

  local places = ask('textDocument/definition', at(8, 29)) or {}
  check('a mount leads to its volume', places[1] and places[1].range.start.line == 11,
    places[1] and ('line %d'):format(places[1].range.start.line + 1))
  local references = at(5, 12)
  references.context = { includeDeclaration = true }
  local symbols = ask('textDocument/documentSymbol', { textDocument = { uri = vim.uri_from_bufnr(buffer) } }) or {}
  check('there are symbols', #symbols > 0, symbols[1] and symbols[1].name)

  -- The port's name goes: the Service, in a file that is not open, is told of.
  local other = vim.uri_to_bufnr(vim.uri_from_fname(folder .. '/service.yaml'))
  vim.api.nvim_buf_set_lines(buffer, 7, 8, false, { '      ports: [{name: web, containerPort: 8080}]' })
  await('another file is told of', function()
    return #vim.diagnostic.get(other) > 0
  end)
  local first = vim.diagnostic.get(other)[1]
  check('of what is not saved', first ~= nil, first and first.message:match('[^\n]*'))

  vim.lsp.stop_client(id)
  vim.wait(10000, function() return not vim.lsp.get_client_by_id(id) or vim.lsp.get_client_by_id(id).is_stopped() end, 20)
  check('the server ends', vim.lsp.get_client_by_id(id) == nil or vim.lsp.get_client_by_id(id).is_stopped())
end

local ran, why = pcall(run)
if not ran then
  check('it runs', false, why)
end
vim.fn.delete(folder, 'rf')
vim.cmd(failed and 'cquit 1' or 'qall!')
