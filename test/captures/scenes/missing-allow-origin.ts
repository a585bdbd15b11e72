import { allowing, json } from '../recorder/answers.ts'
import { app, type Scene } from '../scene.ts'

export const missingAllowOrigin: Scene = {
  name: 'cors-missing-allow-origin',
  code: 'cors/missing-allow-origin',
  sites: (variant) => ({
    hosts: { 'api.contoso.example': () => json([{ name: 'Ada' }], variant === 'mended' ? allowing(app) : {}) },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
  },
}
