import { element, prose, tell } from './element.js'
import { play } from './play.js'
import { resultView, resultWords } from './result-view.js'

const words = {
  broken: { title: 'Broken', press: 'Break it', again: 'Break it again', yet: 'Not broken yet.' },
  mended: { title: 'Mended', press: 'Mend it', again: 'Mend it again', yet: 'Not mended yet.' },
}

const left = 'You left the exhibit before it had ended. Press again.'

/** Only one exhibit plays at a time, as there is one window for all of them. */
let playing

/** Ends what is playing, as its exhibit is being left. */
export function stopPlaying() {
  playing?.abort()
  playing = undefined
}

/**
 * One of an exhibit's two variants: what it is, the button that plays it, and what came of it.
 *
 * @param results - The exhibit's results by variant; what comes is added.
 * @param keepsWindow - Tells whether a window stays open afterwards.
 * @param onChange - Called when something starts or ends.
 */
export function sideView({ exhibit, variant, results, keepsWindow, onChange }) {
  const { title, press, again, yet } = words[variant]
  const isOpen = variant === 'mended' && exhibit.open !== undefined
  const button = element('button', { type: 'button', class: 'press', onclick: () => void run() })
  const status = element('p', { class: 'status quiet' })
  const outcome = element('div', { class: 'outcome' })
  const heading = element('h2', { id: `side-${variant}` }, title)
  const side = element(
    'section',
    { class: `side ${variant}`, 'aria-labelledby': `side-${variant}` },
    element(
      'div',
      { class: 'side-head' },
      heading,
      isOpen ? element('span', { class: 'mark warning' }, 'Not yet') : button,
    ),
    element('p', { class: 'side-about' }, ...prose(isOpen ? exhibit.open : exhibit[variant])),
    status,
    outcome,
  )

  let shownResult

  /** The variant to press next: none when both have been seen. */
  const next = () => {
    if (!results.broken) return 'broken'
    return results.mended || exhibit.open !== undefined ? undefined : 'mended'
  }

  function show() {
    const result = results[variant]
    button.textContent = result ? again : press
    button.disabled = exhibit.unavailable !== undefined
    button.setAttribute('aria-disabled', String(playing !== undefined))
    button.classList.toggle('first', variant === next())
    if (side.ariaBusy === 'true') return
    status.textContent = result ? (result.why ?? '') : isOpen ? '' : yet
    status.classList.toggle('bad', result?.why !== undefined)
    status.hidden = status.textContent === ''
    // What somebody has unfolded stays so when the other side changes.
    if (result === shownResult) return
    shownResult = result
    outcome.replaceChildren(...(result ? resultView(result).filter(Boolean) : []))
  }

  async function run() {
    if (playing) return
    const own = new AbortController()
    playing = own
    const since = performance.now()
    let step = ''
    const showStep = () => {
      const seconds = Math.floor((performance.now() - since) / 1000)
      status.textContent = seconds < 2 ? `${step} …` : `${step} … ${seconds} s`
      status.hidden = false
    }
    const ticking = setInterval(showStep, 1000)
    side.ariaBusy = 'true'
    outcome.replaceChildren()
    shownResult = undefined
    delete results[variant]
    onChange()
    const result = await play({
      name: exhibit.name,
      variant,
      needsWindow: exhibit.needsWindow,
      keepWindow: keepsWindow(),
      signal: own.signal,
      onStep: (next) => {
        step = next
        showStep()
        tell(next)
      },
    })
    clearInterval(ticking)
    side.ariaBusy = 'false'
    if (playing === own) playing = undefined
    results[variant] = result ?? { why: left }
    onChange()
    if (result) tell(resultWords(variant, result))
  }

  return { side, show }
}
