import { nearestWord } from '../nearest-word.ts'
import { readText } from '../read-text.ts'
import { paintOf, showsUnicode, wantsColour } from '../terminal/terminal-style.ts'
import { writeOut } from '../terminal/write-out.ts'
import { textOf, type Command } from './command.ts'

const profiles = ['spec', 'chromium', 'firefox', 'webkit'] as const
type Profile = (typeof profiles)[number]

const refuse = (message: string): number => {
  process.stderr.write(`clearway judge: ${message}\n`)
  return 2
}

const isProfile = (text: string): text is Profile => profiles.some((profile) => profile === text)

const longestExchange = 16_000_000

/** `clearway judge`: what a browser does with one exchange. */
export const judge: Command = {
  name: 'judge',
  summary: 'say what a browser does with an exchange, and at which step',
  operands: { usage: '[file|-]', most: 1 },
  options: [
    { name: 'profile', type: 'string', value: 'name', help: 'spec, chromium, firefox or webkit (all four)' },
    { name: 'format', type: 'string', value: 'form', help: 'text or json (text)' },
  ],
  notes: `\
Reads one exchange as JSON: origin, request, and the answers in hops.
  {"origin": "https://app.example.com",
   "request": {"url": "https://api.example.com/", "credentials": "include"},
   "hops": [{"answer": {"status": 200, "headers": {"Vary": "Origin"}}}]}
Exits with 0 when the call passes, 1 when it is blocked or an answer is missing,
2 when it cannot judge.`,
  run: async (values, [name = '-']) => {
    const profile = textOf(values, 'profile') ?? 'all'
    const format = textOf(values, 'format') ?? 'text'
    if (profile !== 'all' && !isProfile(profile))
      return refuse(`--profile takes one of ${profiles.join(', ')}`)
    if (format !== 'text' && format !== 'json') return refuse('--format takes text or json')
    if (name === '-' && process.stdin.isTTY) return refuse('which exchange?\n  clearway judge exchange.json')
    const shown = name === '-' ? 'standard input' : name
    const input = await readText(name, longestExchange)
    if ('why' in input) return refuse(`${shown} ${input.why}`)

    const { readExchange, renderVerdicts } = await import('@clearway/doctor')
    const read = await readExchange(input.text)
    if (!read.ok) {
      const lines = await Promise.all(
        read.mistakes.map(async ({ path, message, unknown }) => {
          const meant = unknown ? await nearestWord(unknown.name, unknown.known) : ''
          return `  ${path === '' ? '' : `${path}: `}${message}${meant}\n`
        }),
      )
      return refuse(`${shown} is no exchange\n${lines.join('').trimEnd()}`)
    }
    const terminal = { isTTY: process.stdout.isTTY, platform: process.platform, env: process.env }
    const rendered = await renderVerdicts(read.exchange, {
      format,
      profiles: profile === 'all' ? profiles : [profile],
      style: { paint: paintOf(wantsColour(terminal)), unicode: showsUnicode(terminal) },
    })
    await writeOut(rendered.text)
    return rendered.passes ? 0 : 1
  },
}
