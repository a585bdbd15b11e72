/** As much of a body as tells what it is. */
const maxBody = 800

interface Har {
  readonly log: { entries: HarEntry[] }
}
interface HarEntry {
  readonly request: { readonly url: string }
  readonly response: { readonly content: { text?: string } }
}

/** What no call has to do with. */
const asides = /\/(?:favicon\.ico|page\.css)$/

/** Leaves out the favicon, the style sheet and most of long bodies. Nothing else is changed, the layout neither. */
export function tidyHar(text: string): string {
  const har = JSON.parse(text) as Har
  har.log.entries = har.log.entries.filter(({ request }) => !asides.test(request.url))
  for (const { response } of har.log.entries) {
    const body = response.content.text
    if (body !== undefined && body.length > maxBody) response.content.text = body.slice(0, maxBody)
  }
  return `${JSON.stringify(har, null, 2)}\n`
}
