// Doors for tests alone, in a hooks folder that a test makes for itself.

routerAdd('POST', '/test/fixtures', (e) => require(`${__hooks}/test.js`).fixtures(e));
routerAdd('POST', '/test/sql', (e) => require(`${__hooks}/test.js`).sql(e));
routerAdd('POST', '/test/hourly', (e) => require(`${__hooks}/test.js`).hourlyAt(e));
routerAdd('POST', '/test/minutely', (e) => require(`${__hooks}/test.js`).minutelyAt(e));
routerAdd('POST', '/test/person', (e) => require(`${__hooks}/test.js`).personNumber(e));
routerAdd('POST', '/test/commit-safety', (e) => require(`${__hooks}/test.js`).commitSafety(e));
routerAdd('POST', '/test/save', (e) => require(`${__hooks}/test.js`).saveRecord(e));
