// Doors for tests alone, in a hooks folder that a test makes for itself.

routerAdd('POST', '/test/fixtures', (e) => require(`${__hooks}/test.js`).fixtures(e));
routerAdd('POST', '/test/sql', (e) => require(`${__hooks}/test.js`).sql(e));
routerAdd('POST', '/test/hourly', (e) => require(`${__hooks}/test.js`).hourlyAt(e));
routerAdd('POST', '/test/minutely', (e) => require(`${__hooks}/test.js`).minutelyAt(e));
routerAdd('POST', '/test/person', (e) => require(`${__hooks}/test.js`).personNumber(e));
routerAdd('POST', '/test/commit-safety', (e) => require(`${__hooks}/test.js`).commitSafety(e));
routerAdd('POST', '/test/save', (e) => require(`${__hooks}/test.js`).saveRecord(e));
routerAdd('POST', '/test/pass-number', (e) => require(`${__hooks}/test.js`).passNumber(e));
routerAdd('POST', '/test/masks', (e) => require(`${__hooks}/test.js`).masks(e));
routerAdd('POST', '/test/holder', (e) => require(`${__hooks}/test.js`).holder(e));
routerAdd('POST', '/test/open-day', (e) => require(`${__hooks}/test.js`).openDay(e));
routerAdd('POST', '/test/drop-day', (e) => require(`${__hooks}/test.js`).dropOneDay(e));
routerAdd('POST', '/test/former-paper', (e) => require(`${__hooks}/test.js`).formerPaper(e));
routerAdd('POST', '/test/kept-scans', (e) => require(`${__hooks}/test.js`).keptOfCase(e));
routerAdd('POST', '/test/bench-prepare', (e) => require(`${__hooks}/test.js`).benchPrepare(e));
routerAdd('POST', '/test/bench-insert', (e) => require(`${__hooks}/test.js`).benchInsert(e));
routerAdd('POST', '/test/crowd', (e) => require(`${__hooks}/test.js`).crowd(e));
routerAdd('POST', '/test/many-gates', (e) => require(`${__hooks}/test.js`).manyGates(e));
routerAdd('POST', '/test/tokens', (e) => require(`${__hooks}/test.js`).tokens(e));
routerAdd('POST', '/test/bundle-reads', (e) => require(`${__hooks}/test.js`).bundleReads(e));
routerAdd('POST', '/test/audit-check', (e) => require(`${__hooks}/test.js`).auditCheck(e));
routerAdd('POST', '/test/at-once', (e) => require(`${__hooks}/test.js`).atOnce(e));
routerAdd('POST', '/test/form', (e) => require(`${__hooks}/test.js`).formCheck(e));
