/**
 * Makes an element. Attributes that are functions are listeners (`onclick`), those that are undefined or false stay
 * away. Children that are strings become text, never HTML.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...shown(children))
  return made
}

/** Children without those that stay away. */
export const shown = (children) =>
  children.flat().filter((child) => child !== undefined && child !== false && child !== '')

const codeIn = /`([^`]+)`|(https?:\/\/[^\s`()"“”]*[\w/*])/

/** Sentences as children: what stands in backticks becomes code, and so do addresses. */
export const prose = (text) =>
  text
    .split(codeIn)
    .map((part, at) => (at % 3 === 0 ? part : part && element('code', {}, part)))
    .filter(Boolean)

/** Text to copy in a language, with a button that does it. */
export function copyable(text, language = '') {
  const code = element('code', {}, text)
  const copy = element('button', { type: 'button', class: 'small', onclick: () => void copyText() }, 'Copy')
  async function copyText() {
    try {
      await navigator.clipboard.writeText(text)
      copy.textContent = 'Copied'
    } catch {
      // The clipboard is for secure contexts, and some browsers do not count http://*.localhost among them.
      getSelection().selectAllChildren(code)
      copy.textContent = 'Selected: press Ctrl+C'
    }
    setTimeout(() => (copy.textContent = 'Copy'), 2500)
  }
  return element(
    'div',
    { class: 'copyable' },
    element('p', { class: 'quiet' }, element('span', {}, language), copy),
    element('pre', { tabindex: '0' }, code),
  )
}

/** Tells it to those who listen instead of looking. */
export function tell(text) {
  document.querySelector('#told').textContent = text
}
