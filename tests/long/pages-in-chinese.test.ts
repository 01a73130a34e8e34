// Every page and state at every size, in one language: e2e/pages.test.ts with all its pairs.
import { env } from 'node:process';

env['SITECODE_PAGES'] = '中文';
await import('../e2e/pages.test.ts');
