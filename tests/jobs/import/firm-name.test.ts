import { expect, it } from 'vitest';
import { firmHead, firmName } from '../../../jobs/import/firm-name.ts';

const ONE = '桐川恒源电力设计有限公司';

it.each([
  [ONE, ONE],
  ['桐川恒源电力设计有限责任公司', ONE],
  ['　桐川恒源电力设计 有限公司 ', ONE],
  ['桐川恒源电力设计有限公司。', ONE],
  ['恒源电力（桐川）有限公司', '恒源电力(桐川)有限公司'],
  ['恒源电力 (桐川) 有限责任公司', '恒源电力(桐川)有限公司'],
  ['恒源电力【桐川】有限公司', '恒源电力(桐川)有限公司'],
  ['ＡＢＢ电气有限公司', 'ABB电气有限公司'],
  ['North  Grid Co.,Ltd', 'North Grid Co., Ltd.'],
  ['North Grid Co., Ltd.', 'North Grid Co., Ltd.'],
  ['North Grid Company Ltd', 'North Grid Co., Ltd.'],
  ['North Grid Limited', 'North Grid Ltd.'],
  ['桐川恒源电力设计有限公司河东县分公司', '桐川恒源电力设计有限公司河东县分公司'],
])('%s is written %s', (text, name) => {
  expect(firmName(text)).toBe(name);
  expect(firmName(name)).toBe(name);
});

it.each(['', ' ', '/', '——', '无', '暂无', '待定', 'N/A', 'none', '自建'])('"%s" names no firm', (text) => {
  expect(firmName(text)).toBeNull();
});

it.each([
  ['桐川恒源电力设计有限公司河东县分公司', ONE],
  ['桐川恒源电力设计有限公司(河东县分公司)', ONE],
  ['桐川恒源电力设计有限公司第一项目部', ONE],
  ['恒源电力(桐川)有限公司北港分公司', '恒源电力(桐川)有限公司'],
  ['桐川华茂建设集团有限公司河东县分公司', '桐川华茂建设集团有限公司'],
  ['桐川电力设计院河东分院', '桐川电力设计院'],
  [ONE, ONE],
  ['河东县分公司', '河东县分公司'],
  ['North Grid Ltd.', 'North Grid Ltd.'],
])('%s belongs to %s', (name, head) => {
  expect(firmHead(name)).toBe(head);
});
