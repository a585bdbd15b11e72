import { configureGlobal } from 'fast-check'

/**
 * Random cases are the same in every run, so that nothing fails by chance. `CLEARWAY_SEED=…` tries others; with
 * `CLEARWAY_FUZZ` every run does, and fast-check shows the seed of a failure.
 */
const { CLEARWAY_SEED: given, CLEARWAY_FUZZ: fuzz } = process.env
if (given !== undefined || fuzz === undefined) configureGlobal({ seed: Number(given ?? 20_261_121) })
