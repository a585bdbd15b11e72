const patience = 60_000

const asleep =
  'The lab does not answer. Is it still running? Start it again with npm start, and reload this page.'
const popupBlocked =
  'Your browser blocked the window that this exhibit signs in with. Allow pop-ups for this address, and press again.'
const windowGone =
  'The window was closed, or cut off by the page in it, before the exhibit’s page had told what it saw. Press again.'
const noWord =
  'The exhibit’s page said nothing for 60 seconds. What went over the wire until then is below. The console (F12) may know more.'

/** A call of the gallery: its answer, or why there is none. */
async function post(path, body) {
  try {
    const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) })
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
    done.signal.addEventListener('abort', () => {
      clearTimeout(late)
      clearInterval(looking)
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
  onStep(popup ? 'Waiting for the page in the window' : 'Waiting for the page')
  const stage = popup ? openInWindow(popup, address, keepWindow) : openFrame(address)
  const { told, why } = await hear(stage, address, signal)
  if (!signal.aborted) onStep('Asking the doctor')
  const ended = signal.aborted ? {} : await post(`/runs/${id}/end`, { error: told?.error })
  stage.close()
  return signal.aborted ? undefined : { told, why: why ?? ended.why, view: ended.answer }
}
