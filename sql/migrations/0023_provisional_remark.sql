-- A deadline in a gap of the calendar is counted beside every figure as the other oddities of a case are: bit 9 of REMARKS.
update case_clock set remarks = remarks | 512 where provisional and remarks & 512 = 0;
