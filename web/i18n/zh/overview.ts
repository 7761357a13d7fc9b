export const overview = {
  'open-stock.heading': '在途存量',
};
