import type { Given } from './exhibit.ts'

/**
 * The page's side of a run. It notes each call with what came of it, runs the exhibit's script, and tells the window that
 * opened it or the frame around it. It runs as text in the page and can use nothing but its parameters.
 */
export const play = async (
  script: (given: Given) => Promise<unknown>,
  given: Given,
  gallery: string,
): Promise<void> => {
  const calls: { call: string; got: string }[] = []
  const note = (call: string, got: string): void => void calls.push({ call, got })
  const plainFetch = globalThis.fetch
  globalThis.fetch = async (...call) => {
    const { method, url } = new Request(...call)
    try {
      const answer = await plainFetch(...call)
      note(`${method} ${url}`, answer.type === 'opaque' ? 'an opaque answer' : `status ${answer.status}`)
      // Chromium counts a call as ended when its body was read.
      await answer.clone().text()
      return answer
    } catch (error) {
      note(`${method} ${url}`, String(error))
      throw error
    }
  }
  const plainOpen = XMLHttpRequest.prototype.open
  XMLHttpRequest.prototype.open = function open(
    this: XMLHttpRequest,
    method: string,
    url: string | URL,
    ...rest: unknown[]
  ) {
    this.addEventListener('loadend', () =>
      note(
        `${method} ${new URL(url, location.href).href}`,
        this.status === 0 ? 'an error without a status' : `status ${this.status}`,
      ),
    )
    return (plainOpen as (...all: unknown[]) => void).call(this, method, url, ...rest)
  }
  let outcome: { result?: unknown; error?: string }
  try {
    outcome = { result: await script(given) }
  } catch (error) {
    outcome = { error: String(error) }
  }
  const told = JSON.parse(JSON.stringify({ calls, ...outcome })) as object
  document.documentElement.dataset['played'] = 'yes'
  const stage = window.opener ?? (window.parent === window ? undefined : window.parent)
  ;(stage as Window | undefined)?.postMessage({ clearwayGallery: told }, gallery)
}
