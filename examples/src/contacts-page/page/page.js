const settings = JSON.parse(element('settings').textContent)
const counts = { ok: 0, failed: 0 }
let polling = false
let askedWho = false

element('api').textContent = settings.apiUrl
element('new-contact').addEventListener('submit', (event) => {
  event.preventDefault()
  void add(event.currentTarget)
})
element('older').addEventListener('click', () => void showReport())
element('every-second').addEventListener('change', (event) => {
  if (event.currentTarget.checked) setTimeout(() => void poll())
})
void showContacts()
void showAccount()

/** Calls the Web API each second while the switch is on; a call that takes longer delays the next. */
async function poll() {
  if (polling) return
  polling = true
  while (element('every-second').checked) {
    const next = new Promise((resolve) => setTimeout(resolve, 1000))
    await showContacts()
    await next
  }
  polling = false
}

async function showContacts() {
  const contacts = await call(`${settings.apiUrl}/contacts`, 'json')
  if (!contacts) return
  element('contacts').replaceChildren(
    ...contacts.map(({ name, email }) => {
      const item = document.createElement('li')
      const address = document.createElement('span')
      address.textContent = email
      item.append(name, address)
      return item
    }),
  )
}

async function add(form) {
  const contact = Object.fromEntries(new FormData(form))
  const added = await call(`${settings.apiUrl}/contacts`, 'json', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(contact),
  })
  if (!added) return
  form.reset()
  element('name').focus()
  await showContacts()
}

async function showReport() {
  const report = await call(`${settings.olderServiceUrl}/reports/monthly`, 'text')
  setText('older-answer', report)
  element('older-answer').hidden = report === undefined
}

/** Shows who is signed in, as far as whatever publishes this page tells: not one of the calls that are counted. */
async function showAccount() {
  if (!settings.sessionUrl || askedWho) return
  askedWho = true
  const response = await fetch(settings.sessionUrl).catch(() => undefined)
  const session = response?.ok ? await response.json().catch(() => undefined) : undefined
  const { name, username } = session?.user ?? {}
  setText('account-name', name ?? username)
  setText('account-username', name && username)
  element('sign-out').href = settings.signOutUrl
  element('account').hidden = !(name ?? username)
}

/** Nobody is signed in any more; who signs in meanwhile, in another tab perhaps, is asked for anew. */
function forgetAccount() {
  askedWho = false
  element('account').hidden = true
}

/** Makes a call with cookies, counts it, and gives what it answered, or shows why it did not succeed. */
async function call(url, read, options = {}) {
  let status = 'no answer'
  let problem
  try {
    const response = await fetch(url, { ...options, credentials: 'include' })
    status = String(response.status)
    if (response.status === 401) forgetAccount()
    else if (response.ok) void showAccount()
    if (response.ok) return await response[read]()
    problem = await problemIn(response)
  } catch (error) {
    problem = error instanceof SyntaxError ? notJson(url) : noReason(url, error)
  } finally {
    count(problem === undefined, status)
    showProblem(problem)
  }
  return undefined
}

/** A call that CORS has blocked and one that met no server look the same to a page, on purpose. */
function noReason(url, error) {
  const detail = `The call to ${url} failed before the page could read an answer. For the cause, see the console.`
  return { title: 'The browser gave this page no reason', detail, code: error.name }
}

function notJson(url) {
  return {
    title: 'The answer is not JSON',
    detail: `Something else than the Web API answered the call to ${url}.`,
  }
}

/** What an answer says about itself: RFC 9457 problem details, or no more than its status. */
async function problemIn(response) {
  const plain = { title: `The answer was ${response.status} ${response.statusText}`.trim() }
  const type = response.headers.get('content-type')?.split(';')[0].trim().toLowerCase()
  if (type !== 'application/problem+json') return plain
  const problem = await response.json().catch(() => undefined)
  return problem && typeof problem === 'object' ? { ...plain, ...problem } : plain
}

function count(ok, status) {
  counts[ok ? 'ok' : 'failed'] += 1
  element('ok-count').textContent = String(counts.ok)
  element('failed-count').textContent = String(counts.failed)
  element('last-status').textContent = status
}

function showProblem(problem) {
  // Unchanged text is left alone: each change of an alert is read out again.
  setText('problem-title', problem?.title)
  setText('problem-detail', problem?.detail)
  setText('problem-code', problem?.code)
  const signIn = element('sign-in')
  const address = webAddress(problem?.signIn)
  signIn.hidden = address === undefined
  if (address === undefined) signIn.removeAttribute('href')
  else signIn.href = address
  element('problem').hidden = problem === undefined
}

/** The address, if it is one that a link may lead to: `javascript:` is a URL too. */
function webAddress(value) {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined
}

function setText(id, value) {
  const text = typeof value === 'string' ? value : ''
  if (element(id).textContent !== text) element(id).textContent = text
}

function element(id) {
  return document.getElementById(id)
}
