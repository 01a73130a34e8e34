// Limits are counted by address, and a mall's tablets and visitors share one: they stop floods, not crowds. What must be
// scarce (pairing, passes) has its own limit in the server as well.
migrate(
  (app) => {
    const settings = app.settings();
    settings.meta.appName = 'Sitecode';
    settings.superuserIPs = ['127.0.0.0/8', '::1'];
    settings.batch.enabled = false;
    // The request log names no person and no address.
    settings.logs.logIP = false;
    settings.logs.logAuthId = false;
    settings.rateLimits.enabled = true;
    settings.rateLimits.rules = [
      { label: 'POST /api/sitecode/sentry/pair', audience: '', duration: 60, maxRequests: 60 },
      { label: 'POST /api/sitecode/sentry/', audience: '', duration: 10, maxRequests: 3000 },
      { label: 'POST /api/sitecode/pass', audience: '', duration: 60, maxRequests: 600 },
      { label: 'POST /api/sitecode/visit', audience: '', duration: 60, maxRequests: 1200 },
      { label: 'POST /api/sitecode/site-code', audience: '', duration: 60, maxRequests: 1200 },
      { label: 'POST /api/sitecode/venue/', audience: '', duration: 60, maxRequests: 60 },
      {
        label: 'POST /api/collections/citizens/auth-with-password',
        audience: '',
        duration: 60,
        maxRequests: 120,
      },
      {
        label: 'POST /api/collections/owners/auth-with-password',
        audience: '',
        duration: 60,
        maxRequests: 60,
      },
      {
        label: 'POST /api/collections/staff/auth-with-password',
        audience: '',
        duration: 60,
        maxRequests: 60,
      },
      { label: 'POST /api/collections/_superusers/', audience: '', duration: 60, maxRequests: 10 },
      // No mail is sent here, unless somebody sets it up; until then these only cost.
      ...['requestPasswordReset', 'requestVerification', 'requestEmailChange'].map((ask) => ({
        label: `*:${ask}`,
        audience: '',
        duration: 3600,
        maxRequests: 5,
      })),
      { label: '/api/', audience: '', duration: 10, maxRequests: 3000 },
    ];
    app.save(settings);
  },
  (app) => {
    const settings = app.settings();
    settings.meta.appName = 'Acme';
    settings.superuserIPs = [];
    settings.logs.logIP = true;
    settings.rateLimits.enabled = false;
    app.save(settings);
  },
);
