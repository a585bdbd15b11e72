import { paintOf, showsUnicode, wantsColour } from '../terminal/terminal-style.ts'
import { writeOut } from '../terminal/write-out.ts'
import { textOf, type Command } from './command.ts'

const refuse = (message: string): number => {
  process.stderr.write(`clearway origins: ${message}\n`)
  return 2
}

/** `clearway origins`: how a page and what it calls stand to each other, and how to bring them together. */
export const origins: Command = {
  name: 'origins',
  summary: 'say in what two URLs differ, and how to bring page and API together',
  operands: { usage: '<page> <api>', most: 2 },
  options: [
    { name: 'format', type: 'string', value: 'form', help: 'text or json (text)' },
    { name: 'foreign-api', type: 'boolean', help: 'the API is somebody else’s' },
    { name: 'redirected', type: 'boolean', help: 'calls are redirected to a sign-in page' },
    {
      name: 'preflight-blocked',
      type: 'boolean',
      help: 'the preflight is answered with a sign-in or an error',
    },
    { name: 'with-cookies', type: 'boolean', help: 'the calls rely on cookies, not on a token' },
    { name: 'all-fixes', type: 'boolean', help: 'what every way changes, in full' },
  ],
  notes: `\
  clearway origins https://app.example.com https://api.example.com
Contacts nobody. Exits with 0, or with 2 when one of the two is no URL.`,
  run: async (values, [page, api]) => {
    const format = textOf(values, 'format') ?? 'text'
    if (format !== 'text' && format !== 'json') return refuse('--format takes text or json')
    if (page === undefined || api === undefined)
      return refuse('two URLs are needed: of the page and of what it calls')
    const { renderOrigins } = await import('@clearway/doctor')
    const terminal = { isTTY: process.stdout.isTTY, platform: process.platform, env: process.env }
    const text = renderOrigins(page, api, {
      format,
      facts: {
        ...(values['foreign-api'] === true && { ownApi: false }),
        ...(values['redirected'] === true && { redirectedToSignIn: true }),
        ...(values['preflight-blocked'] === true && { preflightBlocked: true }),
        ...(values['with-cookies'] === true && { withCookies: true }),
      },
      style: {
        paint: paintOf(wantsColour(terminal)),
        unicode: showsUnicode(terminal),
        fixes: values['all-fixes'] === true ? 'all' : 'first',
      },
    })
    if (text === undefined)
      return refuse('both have to be whole http or https URLs, as in https://app.example.com')
    await writeOut(text)
    return 0
  },
}
