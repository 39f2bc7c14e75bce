/** Words that names of packages, folders, files and exports are made of. */
export const areas = [
  ...['account', 'audit', 'basket', 'billing', 'calendar', 'catalog', 'chart', 'checkout', 'comment', 'contact'],
  ...['coupon', 'customer', 'dashboard', 'delivery', 'document', 'editor', 'event', 'export', 'feature', 'filter'],
  ...['import', 'inbox', 'inventory', 'invoice', 'label', 'ledger', 'locale', 'login', 'message', 'metric'],
  ...['notification', 'order', 'payment', 'permission', 'price', 'product', 'profile', 'project', 'query', 'queue'],
  ...['report', 'return', 'review', 'route', 'schedule', 'search', 'session', 'setting', 'shipment', 'stock'],
  ...['store', 'supplier', 'survey', 'table', 'tax', 'team', 'theme', 'ticket', 'token', 'warehouse'],
] as const;

export const parts = [
  ...['adapter', 'builder', 'cache', 'client', 'codec', 'command', 'context', 'controller', 'error', 'factory'],
  ...['format', 'guard', 'handler', 'helper', 'hook', 'list', 'loader', 'mapper', 'model', 'parser'],
  ...['policy', 'provider', 'reader', 'reducer', 'registry', 'repository', 'schema', 'selector', 'service', 'state'],
  ...['stream', 'validator', 'view', 'worker', 'writer'],
] as const;

export const verbs = [
  ...['apply', 'build', 'collect', 'compare', 'create', 'decode', 'encode', 'fetch', 'find', 'format'],
  ...['group', 'load', 'merge', 'normalise', 'parse', 'read', 'render', 'resolve', 'select', 'update', 'write'],
] as const;

export const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
