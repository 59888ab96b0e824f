// Gives the page's module to the test around it.
(window as { page?: unknown }).page = import('./strict-page.ts');
