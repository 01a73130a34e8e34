import './sentry-app.ts';
