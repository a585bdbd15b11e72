import { element } from './element.js'
import { createExplainer } from './explain.js'
import { exhibitView } from './exhibit-view.js'
import { listView } from './list-view.js'
import { asleep } from './play.js'
import { problemView } from './problem-view.js'
import { stopPlaying } from './side-view.js'
import { wordsView } from './words-view.js'

const main = document.querySelector('#main')

/** What each exhibit showed during this visit, by name and variant. */
const results = new Map()
const resultsOf = (name) => {
  const found = results.get(name) ?? {}
  results.set(name, found)
  return found
}

// The views are exchanged by script, so a browser cannot know where they were left.
history.scrollRestoration = 'manual'
const places = new Map()
let followed = false

const load = async (path) => {
  const answer = await fetch(path)
  return answer.ok ? answer.json() : undefined
}

const note = (title, text) =>
  element(
    'div',
    { class: 'opening' },
    element('h1', { tabindex: '-1' }, title),
    element('p', { class: 'lead' }, text),
    element('p', {}, element('a', { href: '#' }, 'All exhibits')),
  )
const noteAsleep = () => note('No answer', asleep)

/** The name in the address; empty for the list. */
const wanted = () => {
  try {
    return decodeURIComponent(location.hash.slice(1))
  } catch {
    return location.hash
  }
}

async function viewOf(name, { exhibits, explain, glossary, list }) {
  if (name === '') return { view: list }
  const at = exhibits.findIndex((exhibit) => exhibit.name === name)
  const exhibit = exhibits[at]
  if (exhibit) {
    const around = { results: resultsOf(name), before: exhibits[at - 1], after: exhibits[at + 1], explain }
    return { view: exhibitView(exhibit, around), title: exhibit.title }
  }
  if (name === 'words') return { view: wordsView(glossary), title: 'Words' }
  const problem = name.includes('/') ? await load(`/problems/${name}`) : undefined
  if (!problem)
    return {
      view: note('Nothing here', 'There is no exhibit and no problem of this name.'),
      title: 'Nothing here',
    }
  const seenIn = exhibits.filter(({ code }) => code === name)
  const view = problemView(name, problem, seenIn)
  explain(view)
  return { view, title: problem.title }
}

async function start() {
  const [exhibits, glossary] = await Promise.all([load('/exhibits.json'), load('/glossary.json')])
  const parts = { exhibits, glossary, explain: createExplainer(glossary), list: listView(exhibits) }
  let shownName
  const show = async () => {
    const name = wanted()
    const isBack = !followed
    followed = false
    stopPlaying()
    const { view, title } = await viewOf(name, parts).catch(() => ({
      view: noteAsleep(),
      title: 'No answer',
    }))
    if (name !== wanted()) return
    main.replaceChildren(view)
    document.title = title === undefined ? 'Clearway gallery' : `${title} · Clearway gallery`
    if (shownName !== undefined) focusOn(view, shownName)
    if (isBack) scrollTo(0, places.get(name) ?? 0)
    shownName = name
  }
  addEventListener('scroll', () => shownName === wanted() && places.set(shownName, scrollY), {
    passive: true,
  })
  addEventListener('click', ({ target }) => (followed = target.closest('a[href^="#"]') !== null))
  addEventListener('hashchange', () => void show())
  addEventListener('pagehide', stopPlaying)
  await show()
}

/** Who comes back to the list stands where they left it; everybody else at the heading. */
function focusOn(view, from) {
  const link = view.querySelector(`#to-${CSS.escape(from)}`)
  if (link) return link.focus()
  scrollTo(0, 0)
  view.querySelector('h1').focus({ preventScroll: true })
}

try {
  await start()
} catch {
  main.replaceChildren(noteAsleep())
}
main.ariaBusy = 'false'
