import { describe } from 'node:test';
import { shortRun } from './short-run.ts';

describe('harm to the tablet', () => {
  shortRun('browser-kill', 2);
  shortRun('storage-corrupt', 2);
});
