import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { diagnose, type Report } from '@clearway/doctor'
import { isProblemCode } from '@clearway/rules/problems'
import { describe, expect, test } from 'vitest'
import { designCodes } from './design-codes.ts'
import { fileNames, recorded } from './recordings.ts'
import type { Recording, Scene, Variant } from './scene.ts'
import { scenes } from './scenes.ts'
import { texts } from './texts.ts'

const read = (name: string, bytes: Uint8Array): Promise<Report> =>
  diagnose([
    {
      name,
      open: () =>
        (async function* () {
          yield bytes
        })(),
    },
  ])

const errorsOf = ({ findings }: Report): readonly string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ code }) => code)

const unique = (codes: readonly string[]): readonly string[] => [...new Set(codes)].sort()

const recordings = (variant: Variant): readonly (readonly [string, Scene, string])[] =>
  scenes.flatMap((scene) =>
    (scene.records ?? ['har']).map((recording: Recording) => {
      const file = join(recorded, scene.name, fileNames[recording](variant))
      return [`${scene.name}/${basename(file)}`, scene, file] as const
    }),
  )

describe('a failure recorded from a browser', () => {
  test.each(recordings('broken'))('%s is named, and nothing else is', async (_, scene, file) => {
    const report = await read(basename(file), readFileSync(file))
    const { code, severity = 'error', besides = [] } = scene
    expect(report.findings.filter((each) => each.severity === severity).map((each) => each.code)).toContain(
      code,
    )
    expect(unique(errorsOf(report))).toEqual(unique([...(severity === 'error' ? [code] : []), ...besides]))
  })
})

describe('its mended twin', () => {
  test.each(recordings('mended'))('%s has no error', async (_, _scene, file) => {
    const report = await read(basename(file), readFileSync(file))
    expect(errorsOf(report)).toEqual([])
    // An empty console is what a mended call leaves; an empty capture would prove nothing.
    if (file.endsWith('.txt')) return
    const [input] = report.inputs
    expect(input?.exchanges).toBeGreaterThan(0)
    expect(input?.problems.filter((each) => each.code !== 'capture/sanitised')).toEqual([])
  })
})

describe('a message or a log line', () => {
  test.each(texts.map((each) => [each.name, each] as const))(
    '%s is named',
    async (_, { code, broken, severity }) => {
      const report = await read('text', Buffer.from(broken))
      expect(report.findings[0]).toMatchObject({ code, severity: severity ?? 'error' })
      expect(unique(errorsOf(report))).toEqual(severity === undefined ? [code] : [])
    },
  )

  test.each(texts.flatMap((each) => (each.mended === undefined ? [] : [[each.name, each.mended] as const])))(
    '%s: mended there is no error',
    async (_, mended) => {
      expect(errorsOf(await read('text', Buffer.from(mended)))).toEqual([])
    },
  )
})

test('every code that the seeds need has a recording or a text, and a mended twin', () => {
  const shown = new Set<string>(
    [...scenes, ...texts.filter(({ mended }) => mended !== undefined)].map(({ code }) => code),
  )
  expect(designCodes.filter((code) => !shown.has(code))).toEqual([])
  expect(designCodes.filter((code) => !isProblemCode(code))).toEqual([])
})

test('every recording is of a scene', () => {
  for (const [, , file] of [...recordings('broken'), ...recordings('mended')])
    expect(existsSync(file)).toBe(true)
})
