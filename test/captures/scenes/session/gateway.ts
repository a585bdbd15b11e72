import { startLab, type Lab } from '../../../../packages/clearway/src/lab/start-lab.ts'
import type { Scene, Stage } from '../../scene.ts'

let ahead = 0
let lab: Lab | undefined

/** The lab: a gateway that refuses readably. Its page goes on asking for the contacts. */
const openLab = async ({ page }: Stage): Promise<void> => {
  await page.goto(lab!.urls.contacts)
  await page.getByRole('button', { name: /Ada Lovelace/ }).click()
  await page.locator('#contacts li').first().waitFor()
}

const callApi = ({ page }: Stage): Promise<unknown> =>
  page.evaluate(
    (api) => fetch(api, { credentials: 'include' }).then((answer) => answer.text()),
    lab!.urls.api,
  )

const inLab: Omit<Scene, 'name' | 'code'> = {
  severity: 'warning',
  sites: async () => {
    ahead = 0
    const started = await startLab({
      port: 0,
      entraPort: 0,
      adminPort: 0,
      galleryPort: 0,
      tokenSeconds: 300,
      sessionIdle: '10m',
      now: () => Date.now() + ahead,
    })
    lab = started
    return { hosts: {}, close: () => started.stop() }
  },
}

export const sessionMissing: Scene = {
  ...inLab,
  name: 'session-missing',
  code: 'session/missing',
  drive: async (stage) => {
    await openLab(stage)
    if (stage.variant === 'broken') await stage.page.context().clearCookies()
    await callApi(stage)
  },
}

export const sessionExpired: Scene = {
  ...inLab,
  name: 'session-expired',
  code: 'session/expired',
  drive: async (stage) => {
    await openLab(stage)
    if (stage.variant === 'broken') ahead = 11 * 60_000
    await callApi(stage)
  },
}
