#!/usr/bin/env node
'use strict';
void require('../tools/node.cjs').run(['cli/main.ts', ...process.argv.slice(2)]);
