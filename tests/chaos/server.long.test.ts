import { describe, it } from 'node:test';
import { shortRun } from './short-run.ts';

describe('every record is there once, and everything comes up again, after', () => {
  it('the server was killed', shortRun('server-kill', 3));
  it('answers were cut off', shortRun('answer-cut', 4));
});
