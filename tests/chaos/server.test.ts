import { describe } from 'node:test';
import { shortRun } from './short-run.ts';

describe('harm to the server and the way to it', () => {
  shortRun('server-kill', 3);
  shortRun('answer-cut', 4);
});
