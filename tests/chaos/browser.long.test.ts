import { describe, it } from 'node:test';
import { shortRun } from './short-run.ts';

describe('every record is there once, and the tablet comes up again, after', () => {
  it('its browser was killed', shortRun('browser-kill', 2));
  it('a file of its profile was damaged', shortRun('storage-corrupt', 2));
});
