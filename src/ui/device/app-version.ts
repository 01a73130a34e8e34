declare const __APP_VERSION__: string | undefined;

/** The version of package.json, put in by the build; 'development' where nothing was built. */
export const appVersion: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : 'development';
