// lit-analyzer reads sources through TypeScript's JavaScript interface, which TypeScript 7 no longer has. Its companion
// web-component-analyzer brings a TypeScript that has it; both must share one, as they hand syntax trees to each other.
// Loaded by `node --require` before lit-analyzer: answers its require('typescript') with that one.
'use strict';
const Module = require('node:module');
const { createRequire } = Module;

const analyzer = createRequire(require.resolve('lit-analyzer'));
const companion = createRequire(analyzer.resolve('web-component-analyzer'));
const shared = companion.resolve('typescript');

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  return request === 'typescript' ? shared : resolveFilename.call(this, request, ...rest);
};
