import { annotations } from './annotations.ts';
import { overview } from './overview.ts';
import { reading } from './reading.ts';
import { shell } from './shell.ts';
import { terms } from './terms.ts';

/** The words of the frame and of the overview: all that the first figures need. */
export const first = {
  ...shell,
  ...terms,
  ...overview,
  ...annotations,
  ...reading,
};
