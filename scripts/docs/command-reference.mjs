import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { codeBlock, documentOf } from './markdown.mjs'

const main = fileURLToPath(new URL('../../packages/clearway/dist/main.js', import.meta.url))
const help = (...words) =>
  execFileSync(process.execPath, [main, ...words, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  }).trimEnd()

/** The commands, in the order of the general help. */
const commandsOf = (text) => [...text.matchAll(/^ {2}([a-z]+) {2}/gm)].map(([, name]) => name)

/** The reference of the command line: its own help. */
export const commandReference = [
  {
    path: 'docs/reference/command.md',
    render: () =>
      documentOf('packages/clearway/src/', [
        '# Command',
        'In a clone, `npx clearway …` runs it.',
        codeBlock('text', help()),
        ...commandsOf(help()).flatMap((command) => [
          `## clearway ${command}`,
          codeBlock('text', help(command)),
        ]),
      ]),
  },
]
