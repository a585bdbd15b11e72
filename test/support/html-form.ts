/** A form as a browser would submit it. */
export interface HtmlForm {
  /** Absolute. */
  readonly action: string
  readonly method: 'GET' | 'POST'
  /** Its inputs by name, buttons left out; of several with one name the last. */
  readonly fields: Readonly<Record<string, string>>
}

/**
 * Finds a form in a page that a test knows: attributes in double quotes, text inputs and hidden ones. It is no
 * parser of HTML.
 *
 * @throws Error when there are not so many forms
 */
export function findForm(html: string, index: number, pageUrl: string): HtmlForm {
  const form = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)][index]
  if (!form) throw new Error(`no form ${index} in the page at ${new URL(pageUrl).origin}`)
  const [, attributes = '', content = ''] = form
  const fields: Record<string, string> = {}
  for (const [, input = ''] of content.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attributeOf(input, 'name')
    const isButton = ['submit', 'button', 'image', 'reset'].includes(attributeOf(input, 'type') ?? 'text')
    if (name !== undefined && !isButton) fields[name] = attributeOf(input, 'value') ?? ''
  }
  return {
    action: new URL(attributeOf(attributes, 'action') || pageUrl, pageUrl).href,
    method: attributeOf(attributes, 'method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
    fields,
  }
}

function attributeOf(attributes: string, name: string): string | undefined {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(attributes)?.[1]
  return value?.replaceAll(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (_all, hex, decimal, named) =>
      named === undefined
        ? String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16))
        : (entities[String(named).toLowerCase()] ?? ''),
  )
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
