declare module 'virtual:manual' {
  const chapters: import('../../../build/chapters').Chapter[];
  export default chapters;
}
