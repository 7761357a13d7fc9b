import type { annotations as zh } from '../zh/annotations.ts';

export const annotations = {
  'annotations.heading': 'Notes',
  'annotations.note': 'What people know about a month; everybody sees them with the chart',
  'annotations.add': 'Add a note',
  'annotations.month': 'Month',
  'annotations.words': 'Words',
  'annotations.author': 'Name',
  'annotations.save': 'Save',
  'annotations.takeBack': 'Take back',
  'annotations.none': 'No notes.',
  'views.saved': 'Views',
  'views.save': 'Save view',
  'views.replace': 'Replace it',
  'views.name': 'Name of the view',
  'views.none': 'No view is saved in this browser yet.',
  'views.remove': 'Remove view {name}',
} satisfies Record<keyof typeof zh, string>;
