import { element } from './element.js'

/** A tenant's id is long and always the same: its beginning is enough to recognise it. */
const short = (text) =>
  text.replaceAll(/([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '$1…')

const hopView = ({ kind, method, note, status, stopped, url }) => {
  const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: '', pathname: url }
  return element(
    'li',
    { class: stopped ? 'stopped' : undefined },
    element(
      'p',
      { class: 'hop-request' },
      element('code', {}, element('strong', {}, `${method} ${short(pathname)}`)),
      kind !== 'call' && element('span', { class: 'mark' }, kind),
    ),
    element('p', { class: 'quiet hop-host' }, host),
    element(
      'p',
      { class: 'hop-answer' },
      element('strong', {}, status === undefined ? 'no answer' : String(status)),
      note !== undefined && ` ${short(note)}`,
    ),
    stopped && element('p', { class: 'stop' }, 'The browser stops here'),
  )
}

/** The drawing that came with the exchange; the doctor made it, and escaped what is in it. */
function pictureOf(svg) {
  const holder = element('template')
  holder.innerHTML = svg
  const picture = holder.content.firstElementChild
  // As large as it was drawn and no larger, so that its letters stay of one size.
  picture.style.maxWidth = `${picture.viewBox.baseVal.width}px`
  return picture
}

function enlarge(title, svg) {
  const picture = pictureOf(svg)
  picture.style.minWidth = picture.style.maxWidth
  const dialog = element(
    'dialog',
    { class: 'large', 'aria-label': title, onclose: () => dialog.remove() },
    element(
      'form',
      { method: 'dialog' },
      element('p', {}, title),
      element('button', { class: 'small' }, 'Close'),
    ),
    element('div', { class: 'large-picture', tabindex: '0' }, picture),
  )
  document.body.append(dialog)
  dialog.showModal()
}

const endingOf = (hops) => {
  const stop = hops.find(({ stopped }) => stopped)
  if (stop)
    return {
      text: stop.kind === 'preflight' ? 'stopped at the preflight' : 'stopped by the browser',
      bad: true,
    }
  const { status } = hops.at(-1) ?? {}
  return { text: status === undefined ? 'no answer' : `answered with ${status}`, bad: false }
}

/** One exchange; what simply worked on the way to the last one is folded. */
function exchangeView({ hops, svg }, at, { length: count }) {
  const called = hops.find(({ kind }) => kind === 'call') ?? hops[0]
  const path = called && URL.canParse(called.url) ? new URL(called.url).pathname : ''
  const title = `${called?.method ?? ''} ${short(path)}`
  const { text, bad } = endingOf(hops)
  const isPlain = !bad && hops.every(({ status = 0 }) => status > 0 && status < 400)
  // Lanes of the drawing: page and browser, and a server each. The style sheet knows how wide they are.
  const servers = new Set(hops.map(({ url }) => (URL.canParse(url) ? new URL(url).host : url))).size
  const larger = element(
    'button',
    { type: 'button', class: 'small', onclick: () => enlarge(title, svg) },
    element('span', { class: 'unseen' }, `${title}: `),
    'Larger picture',
  )
  return element(
    'details',
    { class: 'exchange', 'data-servers': String(Math.min(servers, 4)), open: !isPlain || at === count - 1 },
    element(
      'summary',
      {},
      element('span', { class: 'quiet' }, `${at + 1} `),
      element('code', {}, title),
      ' ',
      element('span', { class: bad ? 'bad' : 'quiet' }, text),
    ),
    element('figure', {}, pictureOf(svg), element('ol', { class: 'hops' }, hops.map(hopView)), larger),
  )
}

/** What went over the wire: each exchange as a picture, and as a list where a picture would be too small to read. */
export const wireView = (exchanges) =>
  exchanges.length === 0
    ? [element('p', {}, 'Nothing. The browser sent no request.')]
    : exchanges.map(exchangeView)
