/** Where the panels that show a measure stand. */
export const PLACES: Readonly<Record<string, string>> = {
  'open-stock': '/overview',
  'compliance-rate': '/overview',
  'stage-strip': '/overview',
  trend: '/overview',
  'due-list': '/overview',
  'satisfaction-summary': '/overview',
  'stage-distribution': '/stages',
  'stage-units': '/stages',
  branches: '/branches',
  'cross-table': '/cross',
  satisfaction: '/satisfaction',
  complaints: '/satisfaction',
  duty: '/wall/duty',
};
