#!/usr/bin/env node
// A committed file, so that npm links the command in a fresh clone before anything is built.
import '../dist/main.js'
