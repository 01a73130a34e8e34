import './site-page.ts';

// This page is one document and one script: no style sheet, no service worker, nothing that a visitor at a door waits for.
document.body.style.margin = '0';
