const patience = 60_000

/** Browsers send 64 KiB at most for a page that goes. */
const mostError = 10_000

/** What the page says when there is nobody to answer. */
export const asleep =
  'The lab does not answer. Is it still running? Start it again with npm start, and reload this page.'
const popupBlocked =
  'Your browser blocked the window that this exhibit signs in with. Allow pop-ups for this address, and press again.'
const windowGone =
  'The window was closed, or cut off by the page in it, before the exhibit’s page had told what it saw. Press again.'
const noWord =
  'The exhibit’s page said nothing for 60 seconds. What went over the wire until then is below. The console (F12) may know more.'

/** A call of the gallery: its answer, or why there is none. It arrives even if the page goes. */
async function post(path, body) {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      keepalive: true,
      signal: AbortSignal.timeout(patience),
    })
    if (answer.ok) return { answer: await answer.json() }
    const { error } = await answer.json().catch(() => ({}))
    return { why: error ?? `The lab answered ${answer.status}. Its own output may say why.` }
  } catch {
    return { why: asleep }
  }
}

/** In sight, as browsers slow down the timers of frames that are not; too small to be seen. */
function openFrame(address) {
  const frame = document.createElement('iframe')
  Object.assign(frame, { className: 'stage', title: 'The exhibit’s page', inert: true, src: address })
  document.body.append(frame)
  return { page: frame.contentWindow, isGone: () => false, close: () => frame.remove() }
}

function openInWindow(popup, address, keepWindow) {
  popup.location.href = address
  popup.focus()
  return { page: popup, isGone: () => popup.closed, close: () => keepWindow || popup.close() }
}

/** Calls `then` if nobody answers. */
const unlessAwake = (then) => void fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).catch(then)

/** Waits for what the stage tells: it and nobody else. */
function hear(stage, address, signal) {
  const { origin } = new URL(address)
  const done = new AbortController()
  const heard = new Promise((resolve) => {
    const listening = { signal: done.signal }
    const listen = ({ data, origin: from, source }) => {
      const told = data?.clearwayGallery
      if (from === origin && source === stage.page && Array.isArray(told?.calls)) resolve({ told })
    }
    addEventListener('message', listen, listening)
    if (signal.aborted) resolve({})
    signal.addEventListener('abort', () => resolve({}), listening)
    const late = setTimeout(() => resolve({ why: noWord }), patience)
    const looking = setInterval(() => stage.isGone() && resolve({ why: windowGone }), 500)
    const asking = setInterval(() => unlessAwake(() => resolve({ why: asleep })), 2_000)
    done.signal.addEventListener('abort', () => {
      clearTimeout(late)
      clearInterval(looking)
      clearInterval(asking)
    })
  })
  return heard.finally(() => done.abort())
}

/**
 * Runs an exhibit's variant: starts it, loads its page in a frame or a window, hears what it saw, and asks what went
 * over the wire and what the doctor says of it. To be called in a click, as browsers block windows otherwise.
 *
 * @returns `told` by the page, `view` by the gallery, and `why` one of them is missing; nothing at all if aborted.
 */
export async function play({ name, variant, needsWindow, keepWindow, signal, onStep }) {
  const popup = needsWindow ? window.open('', 'clearway-stage', 'popup,width=560,height=720') : undefined
  if (popup === null) return { why: popupBlocked }
  onStep('Starting its servers')
  const started = await post('/runs', { exhibit: name, variant })
  if (started.why !== undefined) {
    popup?.close()
    return { why: started.why }
  }
  const { id, stage: address } = started.answer
  const end = (told) =>
    post(`/runs/${id}/end`, { error: told?.error && String(told.error).slice(0, mostError) })
  if (signal.aborted) {
    popup?.close()
    void end()
    return undefined
  }
  onStep(popup ? 'Waiting for the page in the window' : 'Waiting for the page')
  const stage = popup ? openInWindow(popup, address, keepWindow) : openFrame(address)
  const leave = () => {
    stage.close()
    void end()
  }
  signal.addEventListener('abort', leave)
  const { told, why } = await hear(stage, address, signal)
  if (signal.aborted) return undefined
  onStep('Asking the doctor')
  const ended = await end(told)
  stage.close()
  return signal.aborted ? undefined : { told, why: ended.why ?? why, view: ended.answer }
}
