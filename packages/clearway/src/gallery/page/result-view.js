import { element, prose } from './element.js'
import { findingView, foldedFindingView } from './finding-view.js'
import { asleep } from './play.js'
import { wireView } from './wire-view.js'

const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2))

/** `GET http://host/path` in two parts: the host matters less than the path. */
const partsOf = (call) => {
  const [method = '', address = ''] = call.split(' ', 2)
  if (!URL.canParse(address)) return { what: call, where: '' }
  const { host, pathname, search } = new URL(address)
  return { what: `${method} ${pathname}${search}`, where: host }
}

const callView = ({ call, got }) =>
  element(
    'li',
    {},
    element('code', {}, element('strong', {}, partsOf(call).what)),
    element('span', { class: 'quiet' }, partsOf(call).where),
    element('span', { class: /^(status|an opaque)/.test(got) ? 'got' : 'got bad' }, got),
  )

const endOf = ({ error, result }) => {
  if (error !== undefined) return { label: 'Its code gets an error', text: error, bad: true }
  if (result === undefined || result === null) return { label: 'Its code ends without an error', bad: false }
  return { label: 'Its code gets', text: asText(result), bad: false }
}

/** What the page's own code learned: its calls, and how it ended. */
function seenView(told) {
  if (!told) return [element('p', { class: 'quiet' }, 'The page did not say.')]
  const { label, text, bad } = endOf(told)
  return [
    told.calls.length > 0 && element('ol', { class: 'calls' }, told.calls.map(callView)),
    element('p', { class: 'quiet' }, label),
    text !== undefined &&
      element('pre', { class: bad ? 'end bad' : 'end', tabindex: '0' }, element('code', {}, text)),
  ]
}

/** The findings that count: the errors, or the warnings where there is no error. */
function weighty(findings) {
  const of = (wanted) => findings.filter(({ severity }) => severity === wanted)
  const errors = of('error')
  return errors.length > 0 ? errors : of('warning')
}

/** The doctor's word in one sentence. */
function doctorsWord({ findings }) {
  const [first, ...others] = weighty(findings)
  if (!first) return 'The doctor finds nothing wrong.'
  if (first.severity === 'warning') return 'The doctor finds no error, but this.'
  return others.length === 0 ? 'The doctor finds the cause.' : `The doctor finds ${others.length + 1} errors.`
}

function doctorView(report) {
  const { findings, inputs, notChecked } = report
  const shown = weighty(findings)
  const read = inputs.reduce((sum, { exchanges }) => sum + exchanges, 0)
  return [
    element(
      'p',
      { class: `word ${shown[0]?.severity ?? 'good'}` },
      element('strong', {}, doctorsWord(report)),
      ' ',
      element('span', { class: 'quiet' }, `It read ${read} ${read === 1 ? 'request' : 'requests'}.`),
    ),
    ...inputs.flatMap(({ problems }) =>
      problems.map(({ detail }) => element('p', { class: 'note' }, ...prose(detail))),
    ),
    ...shown.map(findingView),
    ...findings.filter((finding) => !shown.includes(finding)).map(foldedFindingView),
    notChecked.length > 0 &&
      element(
        'details',
        {},
        element('summary', {}, 'Not checked'),
        element(
          'ul',
          {},
          notChecked.map(({ check, reason }) => element('li', {}, ...prose(`${check}: ${reason}`))),
        ),
      ),
  ]
}

/** The run's capture to download, or why there is none any more. */
function captureView({ exhibit, id, variant }) {
  const about = element(
    'span',
    { class: 'quiet', role: 'status' },
    'The capture of this run, for any tool that reads one.',
  )
  async function download() {
    const answer = await fetch(`/runs/${id}/capture.har`).catch(() => undefined)
    if (!answer?.ok) {
      about.textContent = answer
        ? 'The lab does not keep this run any more. Run it again for a new capture.'
        : asleep
      return
    }
    const href = URL.createObjectURL(await answer.blob())
    element('a', { href, download: `${exhibit}-${variant}.har` }).click()
    URL.revokeObjectURL(href)
  }
  return element(
    'p',
    { class: 'part' },
    element('button', { type: 'button', onclick: () => void download() }, 'Download the HAR'),
    about,
  )
}

const part = (title, ...children) =>
  element('section', { class: 'part' }, element('h3', {}, title), ...children)

/** The parts of a result, in the order in which they stand one under the other. */
export function resultView({ told, view }) {
  return [
    (told || view) && part('What the page saw', seenView(told)),
    view && part('What went over the wire', ...wireView(view.exchanges)),
    view && part('What the doctor says', ...doctorView(view.report)),
    view && captureView(view),
  ]
}

/** The result in two sentences, for those who listen. */
export function resultWords(variant, { told, view, why }) {
  const end = told && endOf(told)
  return [
    variant === 'broken' ? 'Broken.' : 'Mended.',
    why,
    end && `${[end.label, end.text].filter(Boolean).join(': ').replace(/\.$/, '')}.`,
    view && doctorsWord(view.report),
    view && weighty(view.report.findings)[0]?.title,
  ]
    .filter(Boolean)
    .join(' ')
}
